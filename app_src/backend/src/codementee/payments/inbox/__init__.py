"""What Razorpay reports: stored as it comes, then applied, and tried again where that failed."""
