import { ageOn, londonDate } from '@throughcare/kit/clock'
import { endOfDay, overrideOn, positionOn, type ConsentFact, type OverrideFact } from '../consent/consent.rules.ts'
import type { BreakGlassFact } from '../break-glass/break-glass.rules.ts'
import { opensRecord, type RelationshipFact } from '../relationship/relationship.rules.ts'
import { setsAside, type LimitOverrideFact } from '../limit-override/limit-override.rules.ts'
import { arePlacesClear, hasBegun, seenAloneBy, type Author, type FlagFact, type LimitFact } from '../restriction/restriction.rules.ts'

type Service = 'LIAISON_DIVERSION' | 'RECONNECT'
type Level = 'read' | 'know' | 'location' | 'barred' | 'restricted' | 'named' | 'lifted'
export type Grant = { audience: string; level: Level; reason: 'CONSENT_REQUIRED' | 'OBJECTED' | null; until: string | null }

/**
 * On what the sister services share, by deployment: on consent; or on a relationship of care, of which people are informed and to which
 * they can object.
 */
export type SisterSharing = 'CONSENT' | 'RELATIONSHIP'

export type RecordFact = {
  id: string
  organisation: string
  service: Service
  birthDate: string
  /** Who wrote down what the record says now, and when; left out of a record whose person has no other. */
  author?: Author
}

/** All that decides who may know what of one person. */
export type PersonFacts = {
  records: RecordFact[]
  decisions: ConsentFact[]
  overrides: OverrideFact[]
  relationships: RelationshipFact[]
  breakGlass: BreakGlassFact[]
  limits: (LimitFact & { recordId: string })[]
  limitOverrides: LimitOverrideFact[]
  flags: FlagFact[]
}

/** A person of whom nothing is known but their records and what they decided. */
export const nothingElse = { overrides: [], relationships: [], breakGlass: [], limits: [], limitOverrides: [], flags: [] } satisfies Partial<PersonFacts>

const sisterOf: Record<Service, Service> = { LIAISON_DIVERSION: 'RECONNECT', RECONNECT: 'LIAISON_DIVERSION' }

/**
 * Who may read a record of a person, and its places; and who may not even know. The record's own team reads it. The sister team of the same
 * provider reads it as `sistersGrants` says. By name, relationships and broken glass open it. Bars and restrictions are for all records of
 * the person, and outrank every grant where they are enforced (`_kit/db/policies.sql`), but what two persons agreed to set them aside for.
 */
export function decideAccess(record: RecordFact, person: PersonFacts, { now, sharing }: { now: Date; sharing: SisterSharing }): Grant[] {
  const letIn = person.limitOverrides
    .filter((override) => setsAside(override, person.limits, now))
    .map(({ subject, until }) => readBy(`subject:${subject}`, until))
  const others = [
    ...sistersGrants(record, person, { now, sharing }),
    ...person.relationships.filter((relationship) => opensRecord(relationship, record)).map(({ subject, until }) => readBy(`subject:${subject}`, until)),
    ...person.breakGlass.map(({ subject, until }) => readBy(`subject:${subject}`, until)),
    ...letIn
  ]
  const places = arePlacesClear(record.id, person.flags) ? others.filter(({ level }) => level === 'read').map((grant) => atLevel('location', grant)) : []
  const limits = sparing(seenAloneBy(record, person, now)?.subject, limitsOn(person.limits, now))
  const pastLimits = letIn.map((grant) => atLevel('lifted', grant))
  return mergeGrants([readBy(`team:${record.organisation}/${record.service}`, null), ...others, ...places, ...limits, ...pastLimits])
}

/**
 * The sister team may know that this service is involved, and reads with the person's consent or under an override. Where the deployment
 * shares on a relationship, a team that has met the person itself reads as long as the person said nothing against it. RECONNECT is a
 * service for adults: of somebody under 18 it is told nothing, and reads under an override only — NHS England, RECONNECT: adults.
 */
function sistersGrants(record: RecordFact, person: PersonFacts, { now, sharing }: { now: Date; sharing: SisterSharing }): Grant[] {
  const sister = sisterOf[record.service]
  const audience = `team:${record.organisation}/${sister}`
  const override = overrideOn('SHARE_SISTER_SERVICE', person.overrides)
  const overridden = override ? [readBy(audience, override.until)] : []
  if (sister === 'RECONNECT' && isUnder18(person.records, now)) return overridden
  const position = positionOn('SHARE_SISTER_SERVICE', person.decisions)
  const known: Grant = { audience, level: 'know', reason: position?.decision === 'OBJECTED' ? 'OBJECTED' : 'CONSENT_REQUIRED', until: null }
  const hasMet = person.records.some(({ organisation, service }) => organisation === record.organisation && service === sister)
  if (sharing === 'RELATIONSHIP' && hasMet && (position === null || position.decision === 'GIVEN')) return [known, readBy(audience, null)]
  if (position?.decision !== 'GIVEN') return [known, ...overridden]
  return [known, ...overridden, { ...readBy(audience, null), until: position.until === null ? null : endOfDay(position.until) }]
}

/** Of differing dates of birth the latest is believed here: whoever may be a child is treated as one. */
function isUnder18(records: readonly RecordFact[], now: Date): boolean {
  return records.some(({ birthDate }) => ageOn(birthDate, londonDate(now)) < 18)
}

/** An exclusion bars by name; a restriction bars everyone but those whom any restriction in force names. */
function limitsOn(limits: readonly LimitFact[], now: Date): Grant[] {
  return limits
    .filter((limit) => hasBegun(limit, now))
    .flatMap(({ kind, subjects, until }) => {
      const named = subjects.map((subject) => atLevel(kind === 'EXCLUSION' ? 'barred' : 'named', readBy(`subject:${subject}`, until)))
      return kind === 'EXCLUSION' ? named : [atLevel('restricted', readBy('everyone', until)), ...named]
    })
}

/** Limits as they are told of a record that one who is shut out by them sees alone: it is theirs to see, whatever bars them from the rest. */
function sparing(subject: string | undefined, limits: Grant[]): Grant[] {
  if (subject === undefined) return limits
  const audience = `subject:${subject}`
  const others = limits.filter((grant) => grant.level !== 'barred' || grant.audience !== audience)
  return others.some(({ level }) => level === 'restricted') ? [...others, atLevel('named', readBy(audience, null))] : others
}

function readBy(audience: string, until: Date | null): Grant {
  return { audience, level: 'read', reason: null, until: until?.toISOString() ?? null }
}

function atLevel(level: Level, grant: Grant): Grant {
  return { ...grant, level }
}

/** One grant for each audience and level, the one that runs longest. */
function mergeGrants(grants: readonly Grant[]): Grant[] {
  const merged = new Map<string, Grant>()
  for (const grant of grants) {
    const key = `${grant.level} ${grant.audience}`
    const standing = merged.get(key)
    if (!standing || (standing.until !== null && (grant.until === null || grant.until > standing.until))) merged.set(key, grant)
  }
  return [...merged.values()]
}
