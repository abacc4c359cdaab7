import { z } from 'zod'

/** By what somebody signs in, as events tell it; `people`, which opens records by it, keeps no longer one. */
export const signInName = z.string().min(1).max(200)
