import * as z from "zod";

// Its fast path compiles code at run time, which the content security policy reports as a violation.
z.config({ jitless: true });

export { z };
