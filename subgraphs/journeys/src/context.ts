import type { RoomContext } from '@throughcare/kit/context'
import type { createCareGapLoaders } from './care-gap/care-gap.loader.ts'
import type { createEventLoaders } from './event/event.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & { loaders: ReturnType<typeof createEventLoaders> & ReturnType<typeof createCareGapLoaders> }
