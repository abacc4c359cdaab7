import type { Clock } from './clock.ts'
import type { Database } from './db.ts'
import type { Principal } from './principal.ts'
import type { AccessFreshness } from './access.ts'

/** What every resolver, verb and loader is handed, in every room. One per fetch. */
export type RoomContext = {
  principal: Principal
  /** Bound to the principal: row-level security sees the same caller that the code sees. */
  db: Database
  clock: Clock
  requestId: string
  /** How far this room's copy of who-may-read-what can be trusted at this moment. */
  access: AccessFreshness
}
