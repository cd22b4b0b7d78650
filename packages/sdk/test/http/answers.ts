/** What a command is answered with. */

export const result = (id: number, result: unknown = null) => ({ id, type: "result", success: true, result })
export const error = (id: unknown, code: string, message: string) => ({
  id,
  type: "result",
  success: false,
  error: { code, message }
})
