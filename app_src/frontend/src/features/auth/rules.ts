const SHORTEST_PASSWORD = 10;
const LONGEST_PASSWORD = 128;
const LONGEST_EMAIL = 254;
const FEWEST_CHARACTERS = 4;

/** As the API states it; what is easy to guess (common, or one's own name) it decides itself. */
export const PASSWORD_HINT = `At least ${SHORTEST_PASSWORD} characters. A few unrelated words are hard to guess and easy to keep.`;

export function checkEmail(value: string): string | undefined {
  const email = value.trim();
  if (email === "") {
    return "Enter your e-mail address";
  }
  return email.length <= LONGEST_EMAIL && /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(email)
    ? undefined
    : "Write it in full: name@example.com";
}

export function checkGivenPassword(password: string): string | undefined {
  if (password === "") {
    return "Enter your password";
  }
  return password.length > LONGEST_PASSWORD
    ? `Passwords have at most ${LONGEST_PASSWORD} characters`
    : undefined;
}

export function checkNewPassword(password: string): string | undefined {
  if (password.length < SHORTEST_PASSWORD) {
    return `Use at least ${SHORTEST_PASSWORD} characters`;
  }
  if (password.length > LONGEST_PASSWORD) {
    return `Use at most ${LONGEST_PASSWORD} characters`;
  }
  return new Set(password.toLowerCase()).size < FEWEST_CHARACTERS
    ? `Use at least ${FEWEST_CHARACTERS} different characters`
    : undefined;
}
