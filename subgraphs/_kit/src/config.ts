import { z } from 'zod'

/**
 * Reads the environment once, against a shape. Stops with the names of everything missing or wrong, never with a value.
 */
export function readConfig<Shape extends z.ZodType>(shape: Shape, environment: Record<string, string | undefined>): z.infer<Shape> {
  const result = shape.safeParse(environment)
  if (result.success) return result.data
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new ConfigurationFault(`These settings are missing or wrong:\n${faults.join('\n')}`)
}

/** A fault of the set-up, told to whoever starts the system as one clear sentence and a non-zero exit. */
export class ConfigurationFault extends Error {}
