/** Of the terms, the privacy policy and the cancellation rules in force: what registering accepts and bookings keep. */
export const POLICY_VERSION = "2026-11";
export const POLICY_IN_FORCE_SINCE = "2026-11-01";
