import { withRole, type Database } from '@throughcare/kit/db'
import type { ImportSession } from '@throughcare/kit/import-session'
import { publishAccess } from '../access/publish-access.ts'
import type { Context } from '../context.ts'
import { countAwaiting, findAwaiting, noteAwaiting, takeAwaiting, type Awaiting } from './awaiting-link.store.ts'
import { countValues } from './count-values.ts'
import { findAlike, keepKeys, keysOf, linkByPairs, toIdentities, type Subject } from './link-anew.ts'
import { findBeliefs, lockLinking } from './link.store.ts'
import { settleLinks, type Settled } from './settle-links.ts'

// Linking what a file brings: its rows are written first, for that is quick and holds nobody up; then the linker comes to them.

const recordsPerPage = 400
const pagesAtOnce = 2

/** Leaves records to the linker. Until it comes, a new one is a person of its own and a changed one stays where it was. With the linker's view. */
export async function linkLater(tx: Database, context: Context, subjects: readonly Subject[]): Promise<Settled> {
  await noteAwaiting(
    tx,
    subjects.map(({ recordId, belief: { birthDate } }) => ({ recordId, birthDate })),
    { organisation: context.principal.organisation, retentionClass: 'operational' }
  )
  const alone = subjects.flatMap(({ recordId, isNew }) => (isNew ? [recordId] : []))
  return settleLinks(tx, context, { identities: new Map(), alone, touched: [] })
}

type Walk = { signal?: AbortSignal | undefined; onProgress(done: number, total: number): void }

/**
 * Links every record that awaits it; answers how many there were. First all get their keys, so that each of two that came together finds
 * the other whichever is looked at first; and names are counted with those that came.
 */
export async function linkAwaiting(session: ImportSession<Context>, { signal, onProgress }: Walk): Promise<number> {
  const total = await session.transact((context) => asLinker(context, countAwaiting))
  await walk(session, { signal, onProgress: () => {} }, keyPage)
  await session.transact((context) => asLinker(context, (tx) => countValues(tx, { now: context.clock.now(), awaiting: total })))
  // Whoever began to link before these keys could be seen is let finish, so that what they write is seen here.
  await session.transact((context) => asLinker(context, lockLinking))
  return walk(session, { signal, onProgress: (done) => onProgress(done, total) }, linkPage)
}

type Step = (tx: Database, context: Context, recordIds: readonly string[]) => Promise<void>

/** Comes to everyone who waits, a page in each short transaction, some pages at a time. */
async function walk(session: ImportSession<Context>, { signal, onProgress }: Pick<Walk, 'signal'> & { onProgress(done: number): void }, step: Step) {
  let done = 0
  const pages = pagesOf(session, signal)
  // Each takes the next page that nobody has.
  const work = async () => {
    for await (const page of pages) {
      await session.transact((context) => asLinker(context, (tx) => step(tx, context, page)))
      onProgress((done += page.length))
    }
  }
  await Promise.all(Array.from({ length: pagesAtOnce }, work))
  return done
}

async function* pagesOf(session: ImportSession<Context>, signal: AbortSignal | undefined): AsyncGenerator<string[], void> {
  const isStopped = () => signal?.aborted ?? false
  let last: Awaiting | undefined
  while (!isStopped()) {
    const page = await session.transact((context) => asLinker(context, (tx) => findAwaiting(tx, last, recordsPerPage)))
    if (page.length === 0) return
    last = page.at(-1)
    yield page.map(({ recordId }) => recordId)
  }
}

const asLinker = <T>({ db }: Context, work: (tx: Database) => Promise<T>) => withRole(db, 'system-linker', () => work(db))

async function keyPage(tx: Database, context: Context, recordIds: readonly string[]): Promise<void> {
  await keepKeys(tx, context, keysOf(toIdentities(await findSubjects(tx, recordIds))))
}

/** Links a page of records, or those of it that nobody else has come to. The lock is held only for what is decided, not while others like them are looked for. */
async function linkPage(tx: Database, context: Context, recordIds: readonly string[]): Promise<void> {
  const subjects = await findSubjects(tx, await takeAwaiting(tx, recordIds))
  const identities = toIdentities(subjects)
  const alike = await findAlike(tx, identities, keysOf(identities))
  const inPairs = new Set(alike.flatMap((pair) => [pair.recordId, pair.otherRecordId]))
  const touched = subjects.filter(({ recordId, isChanged }) => isChanged || inPairs.has(recordId))
  if (touched.length === 0) return
  await lockLinking(tx)
  // Read anew: what they say may have changed until the lock was ours.
  const { persons } = await linkByPairs(tx, context, { subjects: touched, identities: new Map(), alike })
  await publishAccess(tx, context, { persons })
}

async function findSubjects(tx: Database, recordIds: readonly string[]): Promise<(Subject & { isChanged: boolean })[]> {
  const beliefs = await findBeliefs(tx, recordIds)
  return beliefs.map((belief) => ({ recordId: belief.id, belief, isNew: false, isChanged: belief.version > 1 }))
}
