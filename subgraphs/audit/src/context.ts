import type { RoomContext } from '@throughcare/kit/context'

/** What every resolver here is handed. */
export type Context = RoomContext
