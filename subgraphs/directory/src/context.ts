import type { KeyObject } from 'node:crypto'
import type { RoomContext } from '@throughcare/kit/context'
import type { createLoaders } from './loaders.ts'

/** What every resolver here is handed. `linkKey` signs the links by which providers confirm. */
export type Context = RoomContext & { loaders: ReturnType<typeof createLoaders>; linkKey: KeyObject }
