import { createHash } from 'node:crypto'
import fc from 'fast-check'
import type { Principal } from '@throughcare/kit/principal'
import { nextNhsNumber, openPeople, type People } from '../support/people.ts'
import { persona, practitioner } from '../support/personas.ts'
import type { Answer } from '../support/room.ts'

// Two databases. In the one there is a person from whom Kim is barred; in the other there is nobody. Kim does the same in both, about that
// person or about nobody, and must be answered the same: then nothing that they can do tells them of the person.

const kim = persona('ld-practitioner', { subject: 'kim' })
const manager = persona('ld-manager')

type Told = { given: number; family: number; born: number; number: number; home: number }
type Deed = { kind: 'write' | 'correct' | 'read' | 'findByNumber' | 'findByName' | 'consent'; one: number; told: Told }
type Sequence = { theirs: Told[]; isRestricted: boolean; hasAgreed: boolean; hasDied: boolean; deeds: Deed[] }

const mostly = (usual: number, ...others: number[]) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(usual) }, { weight: 2, arbitrary: fc.constantFrom(...others) })
const anyTold: fc.Arbitrary<Told> = fc.record({
  ...{ given: mostly(0, 1, 2), family: mostly(0, 1), born: mostly(0, 1, 2) },
  ...{ number: mostly(0, 1, 1, 2), home: mostly(1, 0) }
})
const anySequence: fc.Arbitrary<Sequence> = fc.record({
  theirs: fc.array(anyTold, { minLength: 1, maxLength: 2 }),
  ...{ isRestricted: fc.boolean(), hasAgreed: fc.boolean(), hasDied: fc.boolean() },
  deeds: fc.array(
    fc.record({
      kind: fc.constantFrom<Deed['kind']>('write', 'write', 'write', 'correct', 'correct', 'read', 'findByNumber', 'findByName', 'consent'),
      ...{ one: fc.nat({ max: 3 }), told: anyTold }
    }),
    { minLength: 2, maxLength: 6 }
  )
})

// Which of two persons keeps its id hangs on ids made at random, so ids of persons and their links are left out here: the records tell the persons.
const person = `name { given family } otherNames { family } birthDate identifiers { value isVerified } addresses { address { postcode } records }
  sources { name { because differing } } records { id version } consents { purpose } consentPositions { purpose standing } isDeceased`
const whole = `id version name { given family } identifiers { value } earlierVersions { version } person { ${person} }`

/** What a record tells of the person of one sequence, who is like nobody of another. */
function tell(number: string, told: Told) {
  const letters = createHash('sha256')
    .update(number)
    .digest('hex')
    .replaceAll(/./g, (digit) => String.fromCharCode(103 + parseInt(digit, 16)))
  const [given, family] = [`${letters.slice(0, 12)}q`, `${letters.slice(12, 24)}q`]
  const year = 1950 + (Number(number.slice(-5, -1)) % 50)
  return {
    name: { given: [given, `${given.slice(0, -2)}q`, 'Otherwise'][told.given] ?? '', family: [family, `${family.slice(0, -2)}q`][told.family] ?? '' },
    birthDate: [`${year}-03-04`, `${year}-04-03`, `${year - 20}-09-09`][told.born] ?? '',
    sex: 'MALE',
    identifiers: told.number === 1 ? [] : [{ type: 'NHS_NUMBER', value: number, isVerified: told.number === 0 }],
    addresses: told.home === 1 ? [{ postcode: `PR${Number(number.at(-2)) % 9 || 9} ${Number(number.at(-3))}AB` }] : []
  }
}

/** Answers without what differs from one database to another: ids as they come up, and times. */
function told(answers: unknown): string {
  const names = new Map<string, string>()
  const name = (id: string) => names.get(id) ?? (names.set(id, `id ${names.size + 1}`), names.get(id) ?? '')
  return JSON.stringify(answers, null, 1)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, name)
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
}

const call = (people: People, principal: Principal, mutation: string, input: object) =>
  people.call(principal, mutation, input, mutation === 'recordIdentity' ? whole : '__typename')

/** What other rooms are told of where the persons of some records stand. */
const toldElsewhere = (people: People, recordIds: string[]) =>
  people.rows(
    `select type, payload from people.outbox_event where record_id = any ($1) and type in ('people.consent-positions-changed', 'people.death-recorded')
      order by id`,
    recordIds
  )

/** All that Kim is told, deed by deed, and what other rooms are told of what Kim wrote down. */
async function act(people: People, number: string, deeds: readonly Deed[]): Promise<unknown[]> {
  const written: { sourceKey: string; id: string; version: number }[] = []
  const find = (where: object): Promise<Answer> =>
    people.ask(kim, `query ($where: PeopleFilter!) { people(where: $where) { isTooMany edges { node { ${person} } why { field outcome } } } }`, { where })
  const about = { sourceSystem: 'unseen', ...tell(number, { given: 0, family: 0, born: 0, number: 0, home: 1 }) }
  const answers: unknown[] = []
  for (const { kind, one, told: said } of deeds) {
    const record = written[one % Math.max(written.length, 1)]
    if (kind === 'findByNumber') answers.push(await find({ identifier: { type: 'NHS_NUMBER', value: number } }))
    else if (kind === 'findByName') answers.push(await find({ familyName: about.name.family, birthDate: about.birthDate }))
    else if (kind === 'write' || !record) {
      const sourceKey = crypto.randomUUID()
      const { data: _data, ...answer } = await call(people, kim, 'recordIdentity', { sourceSystem: 'unseen', sourceKey, ...tell(number, said) })
      if (answer.errors.length === 0) written.push({ sourceKey, id: answer.result.id, version: 1 })
      answers.push(answer)
    } else if (kind === 'correct') {
      const input = { sourceSystem: 'unseen', sourceKey: record.sourceKey, ...tell(number, said), expectedVersion: record.version }
      const { data: _data, ...answer } = await call(people, kim, 'recordIdentity', input)
      if (answer.errors.length === 0) record.version = answer.result.version
      answers.push(answer)
    } else if (kind === 'consent') {
      answers.push((await call(people, kim, 'recordConsent', { identityRecordId: record.id, purpose: 'SHARE_POLICE', decision: 'GIVEN' })).errors)
    }
    for (const { id } of written) answers.push(await people.ask(kim, `query ($id: ID!) { identityRecord(id: $id) { ${whole} } }`, { id }))
  }
  const elsewhere = await toldElsewhere(
    people,
    written.map(({ id }) => id)
  )
  return [...answers, elsewhere]
}

let withPerson: People
let withNobody: People
beforeAll(async () => void ([withPerson, withNobody] = await Promise.all([openPeople(), openPeople()])))
afterAll(() => Promise.all([withPerson.close(), withNobody.close()]))

test('whoever is barred from a person is told, by whatever they do, what they would be told if there were nobody', async () => {
  await fc.assert(
    fc.asyncProperty(anySequence, async ({ theirs, isRestricted, hasAgreed, hasDied, deeds }) => {
      const number = nextNhsNumber()
      const ids: string[] = []
      for (const said of theirs) {
        const record = { sourceSystem: 'theirs', sourceKey: crypto.randomUUID(), ...tell(number, said) }
        ids.push((await call(withPerson, practitioner, 'recordIdentity', record)).result.id)
      }
      const [identityRecordId] = ids
      const consent = { identityRecordId, purpose: 'SHARE_POLICE', decision: 'GIVEN' }
      const death = { identityRecordId, diedOn: '2026-01-01', source: 'POLICE', reason: 'The custody suite rang us.' }
      if (hasAgreed) expect((await call(withPerson, practitioner, 'recordConsent', consent)).errors).toEqual([])
      if (hasDied) expect((await call(withPerson, practitioner, 'recordDeath', death)).errors).toEqual([])
      const limit = isRestricted ? { kind: 'RESTRICTION', subjects: [manager.subject] } : { kind: 'EXCLUSION', subjects: ['kim'] }
      const reason = 'Kim lives next door to them.'
      for (const identityRecordId of ids) expect((await withPerson.call(manager, 'limitAccess', { identityRecordId, ...limit, reason })).errors).toEqual([])

      expect(told(await act(withPerson, number, deeds))).toBe(told(await act(withNobody, number, deeds)))
    }),
    { numRuns: 25, seed: 20_261_127, endOnFailure: false }
  )
})
