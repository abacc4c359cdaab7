import { sql } from 'drizzle-orm'
import { alwaysFresh, rowSettingsOf } from '@throughcare/kit/access'
import { openPool, withRows } from '@throughcare/kit/db'
import type { Principal } from '@throughcare/kit/principal'
import type { TestRoom } from './room.ts'

/** Runs a statement in a room's database as row-level security lets a caller, with no code of the room in between. */
export async function asCaller<Row extends object>(
  room: TestRoom,
  schema: string,
  { principal, statement }: { principal: Principal; statement: string }
): Promise<Row[]> {
  const pool = openPool({ url: room.url, role: `${schema}_app`, max: 1 })
  try {
    return await withRows(
      pool.db,
      rowSettingsOf(principal, alwaysFresh),
      'read write',
      async (tx) => (await tx.execute(sql.raw(statement))) as unknown as Row[]
    )
  } finally {
    await pool.close()
  }
}
