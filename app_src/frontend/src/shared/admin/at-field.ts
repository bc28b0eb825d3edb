import { ApiError, hasCode } from "@/shared/api/errors";

/** Shows a refusal at the field that it is about, where the API names none. */
export async function atField<Result>(
  work: Promise<Result>,
  code: string,
  field: { path: string; message: string },
): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!hasCode(error, code)) {
      throw error;
    }
    throw new ApiError(error.failure, { code, fields: [field], cause: error });
  }
}
