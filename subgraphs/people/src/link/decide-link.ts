import { randomUUID } from 'node:crypto'
import { mustBeAt } from '@throughcare/kit/change'
import { withRole, type Database } from '@throughcare/kit/db'
import { refuse } from '@throughcare/kit/errors'
import { may } from '@throughcare/kit/roles'
import { mayKnow } from '../access/may-know.ts'
import { publishAccess } from '../access/publish-access.ts'
import { change, record } from '../change.ts'
import type { Context } from '../context.ts'
import { findRecord, findRecordsForChange, touchRecord, type IdentityRecordRow } from '../identity-record/identity-record.store.ts'
import type { ComparableIdentity } from './identity.rules.ts'
import { findCompanions, findDecisionsAmong, insertDecisions, lockLinking } from './link.store.ts'
import { whyNotSame } from './plan-links.rules.ts'
import { isWeighed, putPairs } from './record-pair.store.ts'
import { linksSeen } from './seen-link.store.ts'
import { settleLinks } from './settle-links.ts'
import { readIdentities, toPair, toPairRow, weighPairs } from './weigh-pairs.ts'

type Verdict = 'SAME' | 'DIFFERENT'
export type DecideLinkInput = {
  identityRecordId: string
  otherIdentityRecordId: string
  verdict: Verdict
  reason: string
  expectedVersion: number
  idempotencyKey: string
}

/** Writes down that two records are one person, or two, by a human's decision and with a reason; links follow at once, and keep to it. */
export async function decideLink(context: Context, input: DecideLinkInput): Promise<IdentityRecordRow> {
  may(context, 'person:link')
  mustSayWhy(input.reason)
  if (input.identityRecordId === input.otherIdentityRecordId) refuse('BAD_USER_INPUT', 'Name two different records.', { field: 'otherIdentityRecordId' })
  return change(context, { action: 'people.decide-link', input, find: findRecord }, async (tx) => {
    const subject = await getSubject(tx, input)
    await mustKnowOther(tx, input)
    await lockLinking(tx)
    // As the caller sees them: what keeps somebody apart in a person from whom they are barred is not for them to be told.
    const companions = await findCompanions(tx, [subject.id, input.otherIdentityRecordId], linksSeen)
    if (!companions.some(({ recordId }) => recordId === input.otherIdentityRecordId)) refuse('NOT_FOUND', noOther)
    await withRole(tx, 'system-linker', async () => {
      const otherIds =
        input.verdict === 'SAME'
          ? await findAllToBeSame(
              tx,
              input,
              companions.map(({ recordId }) => recordId)
            )
          : [input.otherIdentityRecordId]
      await decide(tx, context, { ...input, subjectId: subject.id, otherIds })
    })
    await touchRecord(tx, subject.id)
    return (await findRecord(tx, subject.id)) ?? refuse('NOT_FOUND', 'The record cannot be read.')
  })
}

const noOther = 'The other record does not exist, or is not one you may know of.'

/** A decision may open what it joins, so nobody decides about a record they may not know of: one they may know, or that the worklist puts beside theirs. */
async function mustKnowOther(tx: Database, { identityRecordId, otherIdentityRecordId }: DecideLinkInput): Promise<void> {
  if ((await isWeighed(tx, toPair(identityRecordId, otherIdentityRecordId))) || (await mayKnow(tx, otherIdentityRecordId))) return
  refuse('NOT_FOUND', noOther)
}

/** Refuses a decision without a reason. */
export function mustSayWhy(reason: string): void {
  if (reason.trim().length < 5) refuse('BAD_USER_INPUT', 'Say in a few words why, for whoever reviews this.', { field: 'reason' })
}

/** The record a decision is about, locked, at the version that was read. */
export async function getSubject(tx: Database, { identityRecordId, expectedVersion }: { identityRecordId: string; expectedVersion: number }) {
  const [subject] = await findRecordsForChange(tx, [identityRecordId])
  if (!subject) refuse('NOT_FOUND', 'The record does not exist, or is not one of your own service.')
  mustBeAt(subject, expectedVersion)
  return subject
}

/** The records that the subject is called the same as: the one named, and all of its person that it was parted from before. */
async function findAllToBeSame(
  tx: Database,
  { identityRecordId: one, otherIdentityRecordId: other }: DecideLinkInput,
  companions: readonly string[]
): Promise<string[]> {
  const identities = new Map<string, ComparableIdentity>()
  await readIdentities(tx, identities, companions)
  const inForce = (await findDecisionsAmong(tx, companions)).filter((row) => row.supersededAt === null && row.verdict === 'DIFFERENT')
  const fault = whyNotSame(one, { companions: [...identities.values()], parted: inForce })
  if (fault) refuse('CONFLICT', fault)
  return [...new Set([other, ...inForce.map((row) => (row.recordId === one ? row.otherRecordId : row.recordId))])]
}

type Decision = { subjectId: string; otherIds: readonly string[]; verdict: Verdict; reason: string }

/** Writes one decision against each of the others, lets links follow, and publishes what follows from that. With the linker's view and lock. */
export async function decide(tx: Database, context: Context, { subjectId, otherIds, verdict, reason }: Decision): Promise<void> {
  const pairs = otherIds.map((otherId) => toPair(subjectId, otherId))
  const decided = { verdict, reason: reason.trim(), decidedAt: context.clock.now(), decidedBy: context.principal.subject, supersededAt: null }
  const origin = { organisation: context.principal.organisation, retentionClass: 'adult-mental-health' }
  await insertDecisions(
    tx,
    pairs.map((pair) => ({ id: randomUUID(), ...pair, ...decided, ...origin }))
  )
  const identities = new Map<string, ComparableIdentity>()
  const weighed = await weighPairs(tx, identities, pairs)
  await putPairs(
    tx,
    weighed.map((pair) => toPairRow(context, pair))
  )
  const { persons } = await settleLinks(tx, context, {
    identities,
    alone: [],
    touched: [subjectId, ...otherIds],
    leaving: verdict === 'DIFFERENT' ? subjectId : undefined
  })
  await record(
    tx,
    context,
    ...pairs.map((pair) => ({ type: 'people.link-decided' as const, subjectId, subjectVersion: 1, recordId: subjectId, payload: { ...pair, verdict } }))
  )
  await publishAccess(tx, context, { persons })
}
