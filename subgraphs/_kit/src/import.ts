import { stopped } from './clock.ts'
import type { RoomContext } from './context.ts'
import { takeChunk, type Item, type Run } from './import-chunk.ts'
import { raise, reasonOf } from './import-faults.ts'
import { readRows, sizeOf, type Column, type Fields, type FileRow } from './import-file.ts'
import { openKeys } from './import-keys.ts'
import type { Mapping } from './import-mapping.ts'
import { openRejects, type ImportReport, type Progress, type Reject, type RejectFile } from './import-report.ts'
import type { ImportSession } from './import-session.ts'
import { openTurns } from './import-turns.ts'

/** How a room takes in a file. */
export type Importer<Context extends RoomContext, Row extends { id: string }> = {
  columns: readonly Column[]
  /** The column that tells the rows of a source apart, where one alone does. */
  keyColumn?: string
  /** A row of the file as the room would write it, its `id` made of the source's own key. Pure; refuses what breaks a rule. */
  readRow(fields: Fields, context: Pick<RoomContext, 'principal' | 'clock'>): Row
  /** Writes rows in the transaction of `context.db`. A row that stands as given is not written and leaves no event. */
  importRows(context: Context, rows: readonly Row[]): Promise<Taken>
  /** How many rows make a chunk: fewer where each brings many more with it. */
  rowsPerChunk?: number
  /** How many chunks may be written at a time: more than one only where no row touches what another row wrote. */
  chunksAtOnce?: number
  /** What follows once every row is in. Stopped half-way, the next run goes on with it. */
  afterwards?: {
    /** What is done, such as "linked". */
    name: string
    /** Answers to how many rows it came. */
    run(session: ImportSession<Context>, options: Pick<ImportOptions, 'signal'> & { onProgress(done: number, total: number): void }): Promise<number>
  }
  /** Which column gave the field that a refusal names. */
  columnOf?: Readonly<Record<string, string>>
}

/** What became of a chunk: rows neither added nor changed, ahead nor refused stood as given. */
export type Taken = {
  added: number
  changed: number
  /** Ids of rows about identity records the room has not heard of. */
  ahead?: readonly string[]
  refused?: readonly { id: string; column?: string; reason: string }[]
}

export type ImportOptions = {
  path: string
  /** How the columns and codes of another system's file are read. */
  mapping?: Mapping
  isDryRun?: boolean
  rowsPerChunk?: number
  /** For how long, in all, rows that run ahead of `people` are waited for. */
  patienceMilliseconds?: number
  onProgress?: Progress
  /** Stops after the chunk in hand. */
  signal?: AbortSignal
}

const repeatedReason = 'A row higher up in this file has the same key and says something else. Only the first was taken.'

/** Rows that are written in one transaction, and were all read at one moment: what is the same in all of them is sent once. */
type Chunk<Row> = { items: Item<Row>[]; rejects: Reject[]; context: Pick<RoomContext, 'principal' | 'clock'> }

/**
 * Takes a file in, in chunks of one short transaction each, in constant memory. A row that breaks a rule is listed in
 * `<file>.rejected.csv` and never stops the others. No note of progress is kept: a rerun passes over rows that stand as given, so an
 * interrupted run is simply run again, and nothing can disagree with the database.
 */
export async function importFile<Context extends RoomContext, Row extends { id: string }>(
  importer: Importer<Context, Row>,
  session: ImportSession<Context>,
  { path, mapping, isDryRun = false, rowsPerChunk = importer.rowsPerChunk ?? 500, patienceMilliseconds = 5_000, onProgress, signal }: ImportOptions
): Promise<ImportReport> {
  const total = await sizeOf(path)
  const report: ImportReport = { read: 0, added: 0, changed: 0, unchanged: 0, rejected: 0, isComplete: true, seconds: 0 }
  const run: Run<Context, Row> = {
    importer,
    session,
    isDryRun,
    report,
    patience: { milliseconds: patienceMilliseconds, wait: null }
  }
  const rejected = await openRejects(`${path}.rejected.csv`)
  const meet = openKeys()
  if (!isDryRun) await session.hear?.()
  const began = performance.now()

  const openChunk = (): Chunk<Row> => ({ items: [], rejects: [], context: { principal: session.principal, clock: stopped(session.clock) } })
  let chunk = openChunk()
  const turns = openTurns(importer.chunksAtOnce ?? 1)
  const hand = (bytes: number) => {
    const { items, rejects } = chunk
    chunk = openChunk()
    const follow = async (refused: Reject[]) => {
      await reject({ rejected, report }, [...rejects, ...refused])
      onProgress?.({ stage: 'rows', done: bytes, total, report })
    }
    return turns.hand(() => takeChunk(run, items), follow)
  }
  try {
    for await (const found of readRows(path, importer.columns, mapping)) {
      readItem(run, found, { chunk, meet })
      if (chunk.items.length + chunk.rejects.length < rowsPerChunk) continue
      await hand(found.bytes)
      if (signal?.aborted) break
    }
    report.isComplete = !signal?.aborted
    if (report.isComplete) await hand(total)
    await turns.finish()
    report.seconds = (performance.now() - began) / 1000
  } finally {
    await turns.settle()
  }
  if (report.isComplete && !isDryRun) await goOn(run, { signal, onProgress })
  return report
}

/** Does what follows once every row is in. */
async function goOn<Context extends RoomContext, Row extends { id: string }>(
  { importer: { afterwards }, session, report }: Run<Context, Row>,
  { signal, onProgress }: Pick<ImportOptions, 'signal' | 'onProgress'>
): Promise<void> {
  if (!afterwards) return
  const { name } = afterwards
  const began = performance.now()
  const rows = await afterwards.run(session, { signal, onProgress: (done, total) => onProgress?.({ stage: name, done, total, report }) })
  report.afterwards = { name, rows, seconds: (performance.now() - began) / 1000 }
  report.isComplete = !signal?.aborted
}

/** Puts a row of the file into the chunk, or among its rejects. */
function readItem<Context extends RoomContext, Row extends { id: string }>(
  { importer, report }: Run<Context, Row>,
  found: FileRow,
  { chunk, meet }: { chunk: Chunk<Row>; meet: ReturnType<typeof openKeys> }
): void {
  const { line } = found
  report.read += 1
  if ('fault' in found) return void chunk.rejects.push({ line, column: found.column ?? '', reason: found.fault })
  try {
    const row = importer.readRow(found.fields, chunk.context)
    // No field holds the character between them; the reader refuses it.
    const meeting = meet(row.id, Object.values(found.fields).join('\u0000'))
    if (meeting === 'other') chunk.rejects.push({ line, column: importer.keyColumn ?? '', reason: repeatedReason })
    else if (meeting === 'same') report.unchanged += 1
    else chunk.items.push({ line, row })
  } catch (error) {
    const { reason, column } = reasonOf(error) ?? raise(error)
    chunk.rejects.push({ line, column: importer.columnOf?.[column] ?? column, reason })
  }
}

async function reject({ rejected, report }: { rejected: RejectFile; report: ImportReport }, rows: readonly Reject[]): Promise<void> {
  report.rejected += rows.length
  await rejected.write(rows.toSorted((one, other) => one.line - other.line))
}
