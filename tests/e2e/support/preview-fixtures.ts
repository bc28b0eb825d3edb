// A small catalogue in the shapes of the backend's contract, for the preview only.
const ONE_PAGE = { limit: 100, next_cursor: null };
const EVERY_PLAN = ["Mentors from product companies", "Structured feedback after every mock"];

type Track = readonly [code: string, title: string, seniority: string];

const SDE: readonly Track[] = [
  ["sde-1", "SDE I", "entry"],
  ["sde-2", "SDE II", "mid"],
  ["sde-3", "SDE III", "senior"],
];
const SDE_TO_FOUR: readonly Track[] = [...SDE, ["sde-4", "SDE IV", "staff"]];
const L_LEVELS: readonly Track[] = [
  ["l3", "L3 · Software Engineer II", "entry"],
  ["l4", "L4 · Software Engineer III", "mid"],
  ["l5", "L5 · Senior Software Engineer", "senior"],
  ["l6", "L6 · Staff Software Engineer", "staff"],
];

function company(category: string, name: string, tracks: readonly Track[]) {
  const slug = name.toLowerCase();
  return {
    id: slug,
    slug,
    name,
    category,
    tracks: tracks.map(([code, title, seniority]) => ({ code, title, seniority })),
  };
}

function plan(name: string, tagline: string, price_paise: number, mocks: number) {
  const months = mocks;
  const included =
    mocks === 1
      ? "1 mock interview, within 1 month"
      : `${mocks} mock interviews, within ${months} months`;
  return {
    id: name.toLowerCase(),
    code: name.toLowerCase(),
    name,
    tagline,
    price_paise,
    currency: "INR",
    mocks,
    months,
    features: [included, ...EVERY_PLAN],
    recommended: mocks === 3,
  };
}

function interviewType(
  code: string,
  name: string,
  minutes: readonly [number, number],
  rubric: string[],
) {
  const [minimum_minutes, maximum_minutes] = minutes;
  const weight = 100 / rubric.length;
  return {
    id: code,
    code,
    name,
    minimum_minutes,
    maximum_minutes,
    rubric: rubric.map((title) => ({ code: title, title, description: "What counts", weight })),
  };
}

export const FIXTURES: Readonly<Record<string, unknown>> = {
  "/api/interview-types": {
    items: [
      interviewType("behavioural", "Behavioural", [30, 45], ["Structure", "Ownership"]),
      interviewType("coding", "Coding", [60, 90], ["Problem solving", "Code"]),
      interviewType("hr", "HR", [30, 45], ["Motivation", "Expectations"]),
      interviewType("system-design", "System design", [45, 60], ["Architecture", "Trade-offs"]),
    ],
    pagination: ONE_PAGE,
  },
  "/api/mentors": {
    items: [
      {
        id: "ravi",
        name: "Ravi Menon",
        headline: "Staff engineer, 12 years of interviewing",
        bio: "I care about how you get there.",
        companies: ["google"],
        interview_types: ["coding", "system-design"],
      },
    ],
    pagination: ONE_PAGE,
  },
  "/api/companies/google": company("product", "Google", L_LEVELS),
  "/api/companies": {
    items: [
      company("product", "Amazon", [...SDE, ["principal", "Principal SDE", "staff"]]),
      company("product", "Apple", L_LEVELS),
      company("unicorn", "Flipkart", SDE_TO_FOUR),
      company("product", "Google", L_LEVELS),
      company("product", "Meta", [
        ...L_LEVELS,
        ["l7", "L7 · Senior Staff Software Engineer", "staff"],
      ]),
      company("product", "Microsoft", L_LEVELS),
      company("product", "Netflix", L_LEVELS),
      company("unicorn", "Paytm", SDE),
      company("unicorn", "Swiggy", SDE_TO_FOUR),
      company("unicorn", "Zomato", SDE),
    ],
    pagination: ONE_PAGE,
  },
  "/api/pricing-plans": {
    items: [
      plan("Foundation", "See where you stand", 199_900, 1),
      plan("Growth", "Practise, correct, repeat", 499_900, 3),
      plan("Accelerator", "Walk in prepared for every round", 899_900, 6),
    ],
    pagination: ONE_PAGE,
  },
};
