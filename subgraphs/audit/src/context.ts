import type { RoomContext } from '@throughcare/kit/context'
import type { createAccessLogLoaders } from './access-log/access-log.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & { loaders: ReturnType<typeof createAccessLogLoaders> }
