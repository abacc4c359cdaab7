import { randomUUID } from 'node:crypto'
import type { Database } from '@throughcare/kit/db'
import type { Context } from '../context.ts'
import { record } from '../change.ts'
import { decideLink, type CandidatePerson, type IdentityFacts } from './link.rules.ts'
import { findCandidates, insertLinks, lockIdentifiers, type NewLink } from './link.store.ts'

/**
 * Gives each new record its person: one that its identifiers prove, or a new one. Records of the same batch can prove each other.
 * Runs with the linker's view. Returns the persons touched, but for newcomers: records that are the only one of a new person.
 */
export async function linkNewRecords(
  tx: Database,
  context: Context,
  records: readonly IdentityFacts[]
): Promise<{ persons: Set<string>; newcomers: Set<string> }> {
  await lockIdentifiers(
    tx,
    records.flatMap((item) => item.identifiers)
  )
  const persons = new Map<string, CandidatePerson>(
    (
      await findCandidates(
        tx,
        records.map((item) => item.recordId)
      )
    ).map((person) => [person.personId, person])
  )
  const byIdentifier = new Map<string, Set<CandidatePerson>>()
  for (const person of persons.values()) for (const item of person.records) note(byIdentifier, person, item)

  const links: Decided[] = []
  for (const subject of records) {
    const candidates = new Set(subject.identifiers.flatMap((identifier) => [...(byIdentifier.get(keyOf(identifier)) ?? [])]))
    const decision = decideLink(subject, [...candidates])
    const person = (decision && persons.get(decision.personId)) ?? { personId: randomUUID(), records: [] }
    person.records.push(subject)
    persons.set(person.personId, person)
    note(byIdentifier, person, subject)
    links.push({
      recordId: subject.recordId,
      personId: person.personId,
      evidence: decision?.evidence ?? 'NEW_PERSON',
      linkedAt: context.clock.now(),
      linkedBy: 'system-linker',
      organisation: context.principal.organisation,
      retentionClass: 'adult-mental-health',
      isProven: decision !== null
    })
  }
  await writeLinks(tx, context, links)
  const isAlone = (link: Decided) => !link.isProven && persons.get(link.personId)?.records.length === 1
  return {
    persons: new Set(links.filter((link) => !isAlone(link)).map((link) => link.personId)),
    newcomers: new Set(links.filter(isAlone).map((link) => link.recordId))
  }
}

type Decided = NewLink & { isProven: boolean }

async function writeLinks(tx: Database, context: Context, links: readonly Decided[]): Promise<void> {
  await insertLinks(
    tx,
    links.map(({ isProven: _isProven, ...link }) => link)
  )
  const proven = links.filter((link) => link.isProven)
  await record(
    tx,
    context,
    ...proven.map(({ recordId, personId, evidence }) => ({
      type: 'people.record-linked' as const,
      subjectId: recordId,
      subjectVersion: 1,
      recordId,
      payload: { recordId, personId, evidence }
    }))
  )
}

function note(byIdentifier: Map<string, Set<CandidatePerson>>, person: CandidatePerson, facts: IdentityFacts): void {
  for (const identifier of facts.identifiers) {
    const key = keyOf(identifier)
    byIdentifier.set(key, (byIdentifier.get(key) ?? new Set()).add(person))
  }
}

function keyOf({ type, value }: { type: string; value: string }): string {
  return `${type} ${value}`
}
