import { setTimeout as pause } from 'node:timers/promises'
import type { RoomContext } from './context.ts'
import { faultOfRow, raise, reasonOf } from './import-faults.ts'
import type { ImportReport, Reject } from './import-report.ts'
import type { ImportSession } from './import-session.ts'
import type { Importer, Taken } from './import.ts'

/** A row as the room would write it, with its place in the file. */
export type Item<Row> = { line: number; row: Row }

/** One taking in of a file; what it has come to so far, and for how long it still waits for rows that run ahead. */
export type Run<Context extends RoomContext, Row extends { id: string }> = {
  importer: Importer<Context, Row>
  session: ImportSession<Context>
  isDryRun: boolean
  report: ImportReport
  patience: Patience
}

/** For how long rows are still waited for, and the wait that is under way. */
export type Patience = { milliseconds: number; wait: Promise<void> | null }

const aheadReason = 'This service has not recorded the person of this row. Run the people import first, and check source_system and source_key.'

/** Writes a chunk; rows that run ahead are tried again while there is patience left. Answers which were not taken, and counts the others. */
export async function takeChunk<Context extends RoomContext, Row extends { id: string }>(
  run: Run<Context, Row>,
  items: readonly Item<Row>[]
): Promise<Reject[]> {
  const { report, session, patience, isDryRun } = run
  const rejects: Reject[] = []
  let waiting = items
  while (waiting.length > 0) {
    const { added, changed, ahead, refused } = await writeChunk(run, waiting)
    const lines = new Map(waiting.map((item) => [item.row.id, item.line]))
    rejects.push(...refused.map(({ id, column = '', reason }) => ({ line: lines.get(id) ?? 0, column, reason })))
    report.added += added
    report.changed += changed
    report.unchanged += waiting.length - added - changed - ahead.length - refused.length
    const running = new Set(ahead)
    waiting = waiting.filter((item) => running.has(item.row.id))
    if (waiting.length === 0) break
    if (isDryRun || patience.milliseconds <= 0) return [...rejects, ...waiting.map(({ line }) => ({ line, column: 'source_key', reason: aheadReason }))]
    // Chunks that wait at the same time wait together: each by itself would use the patience up for all.
    await (patience.wait ??= waitOn(session, patience))
  }
  return rejects
}

async function waitOn({ hear }: Pick<ImportSession<RoomContext>, 'hear'>, patience: Patience): Promise<void> {
  const began = Date.now()
  try {
    await hear?.()
    await pause(Math.min(200, patience.milliseconds))
  } finally {
    patience.milliseconds -= Date.now() - began
    patience.wait = null
  }
}

type Written = Required<Taken>

/** Writes a chunk in one transaction. Where one row makes it fail, halves are tried until that row stands alone and is refused. */
async function writeChunk<Context extends RoomContext, Row extends { id: string }>(
  run: Run<Context, Row>,
  items: readonly Item<Row>[],
  isTriedAgain = false
): Promise<Written> {
  const { importer, session, isDryRun } = run
  const rows = items.map((item) => item.row)
  try {
    return { ahead: [], refused: [], ...(await session.transact((context) => importer.importRows(context, rows), { isDryRun })) }
  } catch (error) {
    const { reason, column } = reasonOf(error) ?? faultOfRow(error) ?? raise(error)
    const [only] = rows
    // What was in its way may have been written by another chunk at that moment: now a rule of the room can say so.
    if (rows.length === 1 && !isTriedAgain && !reasonOf(error)) return await writeChunk(run, items, true)
    if (only && rows.length === 1) return { added: 0, changed: 0, ahead: [], refused: [{ id: only.id, column: importer.columnOf?.[column] ?? column, reason }] }
    const middle = Math.ceil(items.length / 2)
    return together(await writeChunk(run, items.slice(0, middle)), await writeChunk(run, items.slice(middle)))
  }
}

function together(one: Written, other: Written): Written {
  return {
    added: one.added + other.added,
    changed: one.changed + other.changed,
    ahead: [...one.ahead, ...other.ahead],
    refused: [...one.refused, ...other.refused]
  }
}
