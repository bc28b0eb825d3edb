const BROWSERS: readonly (readonly [RegExp, string])[] = [
  // In this order: most of them also say what they descend from.
  [/\bEdg(?:e|A|iOS)?\//, "Edge"],
  [/\bOPR\/|\bOpera\//, "Opera"],
  [/\bSamsungBrowser\//, "Samsung Internet"],
  [/\bFxiOS\/|\bFirefox\//, "Firefox"],
  [/\bCriOS\/|\bHeadlessChrome\/|\bChrome\/|\bChromium\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bMac OS X\b|\bMacintosh\b/, "Mac"],
  [/\bLinux\b/, "Linux"],
];

const find = (table: readonly (readonly [RegExp, string])[], text: string) =>
  table.find(([pattern]) => pattern.test(text))?.[1];

interface Device {
  /** "Firefox on Android"; what the program says of itself where it is no browser. */
  name: string;
  handheld: boolean;
}

/** A user agent as its owner would name it. */
export function describeDevice(userAgent: string): Device {
  const browser = find(BROWSERS, userAgent);
  const system = find(SYSTEMS, userAgent);
  const handheld = /\b(?:iPhone|iPad|Android|Mobile)\b/.test(userAgent);
  if (browser && system) {
    return { name: `${browser} on ${system}`, handheld };
  }
  const product = userAgent.trim().split(/[\s/]/)[0];
  return { name: browser ?? system ?? (product || "Unknown device"), handheld };
}
