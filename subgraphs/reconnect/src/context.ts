import type { RoomContext } from '@throughcare/kit/context'
import type { createLoaders } from './loaders.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & { loaders: ReturnType<typeof createLoaders> }
