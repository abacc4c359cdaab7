import type { RoomContext } from '@throughcare/kit/context'
import type { createEpisodeLoaders } from './episode/episode.loader.ts'
import type { createNeedLoaders } from './need/need.loader.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & { loaders: ReturnType<typeof createEpisodeLoaders> & ReturnType<typeof createNeedLoaders> }
