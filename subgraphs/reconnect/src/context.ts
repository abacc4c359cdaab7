import type { RoomContext } from '@throughcare/kit/context'
import type { createLoaders } from './loaders.ts'
import type { Settings } from './setting/setting.rules.ts'

/** What every resolver here is handed. */
export type Context = RoomContext & { loaders: ReturnType<typeof createLoaders>; settings: Settings }
