"""Orders and their payments: made at Razorpay, reported by it in any order and any number, applied once."""
