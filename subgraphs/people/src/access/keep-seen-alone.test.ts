import { createHash } from 'node:crypto'
import type { Principal } from '@throughcare/kit/principal'
import { asCaller } from '@throughcare/test/support/as-caller'
import { writeDown } from '@throughcare/test/support/identities'
import { nextNhsNumber, openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const kim = persona('ld-practitioner', { subject: 'kim' })
const manager = persona('ld-manager')
const officer = persona('privacy-officer')
const reason = 'Kim lives next door to them.'

const links = 'id person { id } decidedBy reason weight evidence { field outcome } modelVersion linkedAt linkedBy unlinkedAt unlinkedBy'
const person = `id name { given family } otherNames { family } birthDate age sex identifiers { value isVerified } addresses { address { postcode } records }
  sources { name { record { id } because differing } birthDate { because differing } } records { id service version } linkHistory { ${links} }
  consents { id purpose } consentPositions { purpose standing isShareable decidedAt } consentOverrides { id } isDeceased deathDate deathRecords { id }`
const whole = `id version service name { given family } aliases { family } birthDate identifiers { type value isVerified } addresses { postcode } recordedAt
  sensitiveFlag { state } links { ${links} } earlierVersions { version } person { ${person} }`
const readRecord = `query ($id: ID!) { identityRecord(id: $id) { ${whole} } }`
const readPerson = `query ($id: ID!) { person(id: $id) { ${person} } }`
const search = `query ($where: PeopleFilter!) { people(where: $where) { isTooMany edges { node { ${person} } why { field outcome level } } pageInfo { hasNextPage } } }`

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const limit = (identityRecordId: string, changes: object = {}) =>
  people.call(manager, 'limitAccess', { identityRecordId, kind: 'EXCLUSION', subjects: ['kim', 'lou'], reason, ...changes })

/** A name of nobody else, out of a number: twelve letters and a q. */
function nameOf(nhsNumber: string): { given: string; family: string } {
  const letters = createHash('sha256')
    .update(nhsNumber)
    .digest('hex')
    .replaceAll(/./g, (digit) => String.fromCharCode(103 + parseInt(digit, 16)))
  return { given: `${letters.slice(0, 12)}q`, family: `${letters.slice(12, 24)}q` }
}

type Met = { ofLiaisonDiversion: string; ofReconnect: string; personId: string; nhsNumber: string }

/** Somebody whom three teams have met. */
async function meet(): Promise<Met> {
  const nhsNumber = nextNhsNumber()
  const { id: ofLiaisonDiversion, person } = await writeDown(people, practitioner, of(nhsNumber))
  const { id: ofReconnect } = await writeDown(people, navigator, of(nhsNumber))
  await writeDown(people, stranger('ld-practitioner'), of(nhsNumber))
  return { ofLiaisonDiversion, ofReconnect, personId: person.id, nhsNumber }
}

/** The same, of whom much is known, and from whom Kim is barred. */
async function meetBarred(changes: object = {}): Promise<Met> {
  const met = await meet()
  for (const purpose of ['SUPPORT', 'SHARE_COURT'])
    await people.call(practitioner, 'recordConsent', { identityRecordId: met.ofLiaisonDiversion, purpose, decision: 'GIVEN', capacity: 'HAD_CAPACITY' }, 'id')
  const death = { identityRecordId: met.ofLiaisonDiversion, diedOn: '2026-01-01', source: 'POLICE', reason: 'The custody suite rang us.' }
  expect((await people.call(practitioner, 'recordDeath', death, 'id')).errors).toEqual([])
  await limit(met.ofLiaisonDiversion, changes)
  return met
}

const of = (nhsNumber: string, changes: object = {}) => ({
  ...{ sourceSystem: 'test', sourceKey: crypto.randomUUID(), name: nameOf(nhsNumber), birthDate: '1988-12-24', sex: 'MALE' },
  identifiers: [{ type: 'NHS_NUMBER', value: nhsNumber, isVerified: true }],
  addresses: [{ postcode: 'BB1 1AA' }],
  ...changes
})
/** What makes a record like nobody else’s. */
const unlike = { name: { given: 'Nobody', family: 'Known' }, birthDate: '1955-05-05', addresses: [], identifiers: [] }
const write = (input: object, principal = kim) => people.call(principal, 'recordIdentity', input, whole)
const truePersonOf = async (recordId: string) =>
  (await people.rows<{ id: string }>('select person_id as id from people.link where record_id = $1 and unlinked_at is null', recordId))[0]?.id

/** An answer without what differs from one record to another: ids and numbers as they come up, and times. */
function told(answer: unknown): unknown {
  const names = new Map<string, string>()
  const name = (kind: string) => (value: string) => names.get(value) ?? (names.set(value, `${kind} ${names.size + 1}`), names.get(value) ?? '')
  return JSON.parse(
    JSON.stringify(answer)
      .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, name('id'))
      .replaceAll(/999\d{7}/g, name('number'))
      .replaceAll(/[g-v]{12}q/g, name('name'))
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'a time')
  )
}

/** What Kim is told of somebody they are barred from, and of somebody new, by one and the same way. */
async function both(way: (nhsNumber: string, principal: Principal) => Promise<unknown>): Promise<[barred: unknown, fresh: unknown]> {
  const { nhsNumber } = await meetBarred()
  return [told(await way(nhsNumber, kim)), told(await way(nextNhsNumber(), kim))]
}

describe('what somebody writes down of a person they are barred from', () => {
  test('is linked to the person, for everybody else', async () => {
    const { nhsNumber, personId, ofLiaisonDiversion } = await meetBarred()

    const { result, errors } = await write(of(nhsNumber))

    expect(errors).toEqual([])
    expect(await truePersonOf(result.id)).toBe(personId)
    expect((await people.ask(practitioner, readRecord, { id: result.id })).data?.identityRecord.person).toMatchObject({ id: personId, isDeceased: true })
    const lou = persona('ld-practitioner', { subject: 'lou' })
    expect((await people.ask(lou, readRecord, { id: result.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect([await people.levels(result.id, 'subject:kim'), await people.levels(ofLiaisonDiversion, 'subject:kim')]).toEqual([[], ['barred']])
  })

  test.each<[string, (nhsNumber: string, principal: Principal) => Promise<unknown>]>([
    ['when it is written', async (number) => write(of(number))],
    [
      'when the request is repeated',
      async (number) => [await write(of(number, { idempotencyKey: number })), await write(of(number, { idempotencyKey: number }))]
    ],
    ['when it is read again', async (number, principal) => people.ask(principal, readRecord, { id: (await write(of(number))).result.id })],
    ['by its person', async (number, principal) => people.ask(principal, readPerson, { id: (await write(of(number))).result.person.id })],
    [
      'when it is corrected',
      async (number) => {
        const given = of(number)
        await write(given)
        return write({ ...given, birthDate: '1988-12-25', expectedVersion: 1 })
      }
    ],
    [
      'when the number comes later',
      async (number) => {
        const given = of(number)
        const first = await write({ ...given, ...unlike })
        return [first, await write({ ...given, expectedVersion: 1 })]
      }
    ],
    ['when a second record says the same', async (number) => [await write(of(number)), await write(of(number))]],
    [
      'by a search for the number, before and after',
      async (number, principal) => {
        const where = { identifier: { type: 'NHS_NUMBER', value: number } }
        return [await people.ask(principal, search, { where }), await write(of(number)), await people.ask(principal, search, { where })]
      }
    ],
    [
      'by a search for a name and a date',
      async (number, principal) => {
        await write(of(number))
        return people.ask(principal, search, { where: { familyName: nameOf(number).family, birthDate: '1988-12-24' } })
      }
    ],
    [
      'when it is to be unlinked',
      async (number, principal) => {
        const { id, version } = (await write(of(number))).result
        return people.call(principal, 'unlinkRecord', { identityRecordId: id, reason: 'Not the same at all.', expectedVersion: version })
      }
    ],
    [
      'by the consent they take with it',
      async (number, principal) => {
        const { id } = (await write(of(number))).result
        const consent = { identityRecordId: id, purpose: 'SHARE_POLICE', decision: 'REFUSED', capacity: 'HAD_CAPACITY' }
        return [await people.call(principal, 'recordConsent', consent, 'id purpose'), await people.ask(principal, readRecord, { id })]
      }
    ],
    [
      'when they claim, break the glass or ask to be let past',
      async (number, principal) => {
        const { id: identityRecordId } = (await write(of(number))).result
        const said = { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
        return [
          await people.call(principal, 'claimRelationship', { identityRecordId, reason }, 'identityRecordId isInForce'),
          await people.call(principal, 'breakGlass', said, 'identityRecordId'),
          (await people.call(principal, 'requestLimitOverride', said, 'id')).errors,
          await people.ask(principal, readRecord, { id: identityRecordId })
        ]
      }
    ]
  ])('reads to them as of somebody new: %s', async (_, way) => {
    const [barred, fresh] = await both(way)

    expect(barred).toEqual(fresh)
    expect(JSON.stringify(fresh)).not.toMatch(/UNAVAILABLE/)
  })

  test('opens no way to the person: neither by id, nor by a decision, nor on the worklist', async () => {
    const { nhsNumber, personId, ofLiaisonDiversion, ofReconnect } = await meetBarred()
    const { id, version } = (await write(of(nhsNumber))).result
    const decide = (otherIdentityRecordId: string) =>
      people.call(kim, 'decideLink', { identityRecordId: id, otherIdentityRecordId, verdict: 'SAME', reason: 'They look alike.', expectedVersion: version })

    expect((await people.ask(kim, readPerson, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await decide(ofLiaisonDiversion)).toEqual(await decide(crypto.randomUUID()))
    for (const hidden of [ofLiaisonDiversion, ofReconnect])
      expect((await people.ask(kim, readRecord, { id: hidden })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    const reviews = 'query { linkReviews(first: 100) { edges { node { identityRecord { id } otherIdentityRecord { id } } } } }'
    expect(JSON.stringify((await people.ask(kim, reviews)).data)).not.toContain(id)
    expect(await truePersonOf(id)).toBe(personId)
  })

  test('is one person to them with what else they wrote of them, from when the number comes to both', async () => {
    const { nhsNumber, personId } = await meetBarred()
    const [first, second] = [await write(of(nhsNumber)), await write(of(nhsNumber, { ...unlike, sourceKey: 'second' }))]
    const together = await write(of(nhsNumber, { sourceKey: 'second', expectedVersion: 1 }))

    expect(second.result.person.records).toHaveLength(1)
    expect(together.result.person.records.map(({ id }: { id: string }) => id)).toEqual([second.result.id, first.result.id])
    expect((await people.ask(kim, readRecord, { id: first.result.id })).data?.identityRecord.person.id).toBe(together.result.person.id)
    expect([await truePersonOf(first.result.id), await truePersonOf(second.result.id)]).toEqual([personId, personId])
  })

  test('stays as it was to them when somebody else links it later', async () => {
    const { ofLiaisonDiversion } = await meetBarred()
    const before = await write(of(nextNhsNumber(), { name: { given: 'Quite', family: 'Otherwise' }, birthDate: '1961-03-04', identifiers: [] }))
    const { id, version } = before.result
    const decision = { identityRecordId: ofLiaisonDiversion, otherIdentityRecordId: id, verdict: 'SAME', reason: 'Their fingerprints agree.' }
    const [{ version: expectedVersion }] = (await people.rows<{ version: number }>(
      'select version from people.identity_record where id = $1',
      ofLiaisonDiversion
    )) as [{ version: number }]

    expect((await people.call(practitioner, 'decideLink', { ...decision, expectedVersion })).errors).toEqual([])

    expect(await truePersonOf(id)).toBe(await truePersonOf(ofLiaisonDiversion))
    expect((await people.ask(kim, readRecord, { id })).data?.identityRecord).toEqual({ ...before.result, version })
  })

  test('says nothing of the person either once it has left them, by whomever it was parted', async () => {
    const [{ nhsNumber, personId }, another] = [await meetBarred(), await meetBarred()]
    const { id, version } = (await write(of(nhsNumber))).result
    const other = (await write(of(nhsNumber, unlike))).result
    const said = { otherIdentityRecordId: other.id, verdict: 'SAME', reason: 'They told me so.', expectedVersion: version }
    const parted = (await write(of(another.nhsNumber))).result

    expect((await people.call(kim, 'decideLink', { identityRecordId: id, ...said })).errors).toEqual([])
    expect(
      (await people.call(practitioner, 'unlinkRecord', { identityRecordId: parted.id, reason: 'Fingerprints differ.', expectedVersion: 1 })).errors
    ).toEqual([])

    expect([await truePersonOf(id), await truePersonOf(parted.id)]).not.toEqual(expect.arrayContaining([personId]))
    for (const recordId of [id, parted.id]) {
      const { links: shown, person: shownPerson } = (await people.ask(kim, readRecord, { id: recordId })).data?.identityRecord ?? {}
      expect(
        [...shown, ...shownPerson.linkHistory].filter((link: { person: unknown; decidedBy: string }) => link.person === null || link.decidedBy === 'MODEL')
      ).toEqual([])
      expect((await people.ask(practitioner, readRecord, { id: recordId })).data?.identityRecord.links.length).toBeGreaterThan(1)
    }
  })

  test('may be called the same as another of theirs, whose number the person does not have', async () => {
    const { nhsNumber, personId } = await meetBarred()
    const { id, version } = (await write(of(nhsNumber, { identifiers: [] }))).result
    const traced = [{ type: 'NHS_NUMBER', value: nextNhsNumber(), isVerified: true }]
    const { id: otherIdentityRecordId } = (await write(of(nhsNumber, { ...unlike, identifiers: traced }))).result
    const before = await truePersonOf(id)

    const said = { identityRecordId: id, otherIdentityRecordId, verdict: 'SAME', reason: 'They told me so.', expectedVersion: version }
    const { result, errors } = await people.call(kim, 'decideLink', said, whole)

    expect([before, errors]).toEqual([personId, []])
    expect(result.person.records.map((record: { id: string }) => record.id).toSorted()).toEqual([id, otherIdentityRecordId].toSorted())
  })

  test('in the database hides from them the true links, whatever goes by its person’s id, and what holds of the person', async () => {
    const { nhsNumber, ofLiaisonDiversion } = await meetBarred()
    const given = of(nhsNumber)
    const { id } = (await write({ ...given, ...unlike })).result
    const { person: shown } = (await write({ ...given, expectedVersion: 1 })).result
    await people.rows('update people.link set person_id = $1 where record_id = $2', shown.id, ofLiaisonDiversion)
    const count = async (principal: Principal, statement: string) => (await asCaller(people, 'people', { principal, statement })).length
    const statements = [
      `select 1 from people.link where record_id = '${id}'`,
      `select 1 from people.link where person_id = '${shown.id}'`,
      `select 1 from people.standing where record_id = '${id}'`
    ]

    expect(await Promise.all(statements.map((statement) => count(kim, statement)))).toEqual([0, 0, 0])
    for (const statement of statements) expect(await count(practitioner, statement)).toBeGreaterThan(0)
    expect(await count(kim, 'select 1 from people.seen_alone')).toBeGreaterThan(0)
    expect(await count(practitioner, 'select 1 from people.seen_alone')).toBe(0)
  })

  test('is theirs under a restriction to others too', async () => {
    const { nhsNumber, personId } = await meetBarred({ kind: 'RESTRICTION', subjects: [manager.subject] })

    const restricted = await write(of(nhsNumber))

    expect(told(restricted)).toEqual(told(await write(of(nextNhsNumber()))))
    expect(await truePersonOf(restricted.result.id)).toBe(personId)
    expect((await people.ask(practitioner, readRecord, { id: restricted.result.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })
})

async function letPast(identityRecordId: string): Promise<void> {
  const asked = { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation: 'The only nurse on duty tonight.' }
  const { result } = await people.call(kim, 'requestLimitOverride', asked)
  const decision = { limitOverrideId: result.id, outcome: 'GRANTED', finding: 'Nobody else is on duty.', expectedVersion: 1 }
  expect((await people.call(officer, 'decideLimitOverride', decision)).errors).toEqual([])
}
async function hourIsOver(): Promise<void> {
  await people.rows("update people.record_access set until = now() where audience = 'subject:kim' and until is not null")
  await people.rows('update people.limit_override set until = now() where until is not null')
  await people.rows('update people.seen_alone set not_before = now() where not_before is not null')
}

describe('it is seen alone no longer', () => {
  const seen = async (id: string) => (await people.ask(kim, readRecord, { id })).data?.identityRecord?.person.records.length ?? 'NOT_FOUND'

  test('once the limit ends: then they see the person', async () => {
    const { ofLiaisonDiversion, nhsNumber } = await meet()
    const { result: standing } = await limit(ofLiaisonDiversion)
    const { id } = (await write(of(nhsNumber))).result
    const before = await seen(id)

    await people.call(manager, 'endAccessLimit', { accessLimitId: standing.id, expectedVersion: 1 })

    expect([before, await seen(id)]).toEqual([1, 2])
    expect(await people.rows('select 1 from people.seen_alone where record_id = $1', id)).toEqual([])
  })

  test('once the limit has run out by itself', async () => {
    const { ofLiaisonDiversion, nhsNumber } = await meet()
    await limit(ofLiaisonDiversion, { until: '2999-01-01T00:00:00Z' })
    const { id } = (await write(of(nhsNumber))).result
    const before = await seen(id)

    await people.rows('update people.seen_alone set until = now() where record_id = $1', id)
    await people.rows("update people.record_access set until = now() where level = 'barred' and record_id = $1", ofLiaisonDiversion)

    expect([before, await seen(id)]).toEqual([1, 2])
  })

  test('for the hour for which two persons let them past, and after it it is again', async () => {
    const { ofLiaisonDiversion, nhsNumber } = await meetBarred()
    const { id } = (await write(of(nhsNumber))).result
    const before = told((await people.ask(kim, readRecord, { id })).data)
    await letPast(ofLiaisonDiversion)
    const meanwhile = await seen(id)

    await hourIsOver()

    expect(meanwhile).toBe(4)
    expect(told((await people.ask(kim, readRecord, { id })).data)).toEqual(before)
  })

  test('nor is what they write in that hour, once it is over', async () => {
    const { ofLiaisonDiversion, nhsNumber } = await meet()
    const colleagues = of(nhsNumber)
    await write(colleagues, practitioner)
    await limit(ofLiaisonDiversion)
    await letPast(ofLiaisonDiversion)
    const { result, errors } = await write({ ...colleagues, birthDate: '1988-12-25', expectedVersion: 1 })
    const meanwhile = await seen(result.id)

    await hourIsOver()
    await people.call(practitioner, 'recordConsent', { identityRecordId: ofLiaisonDiversion, purpose: 'SUPPORT', decision: 'GIVEN' }, 'id')

    expect([errors, meanwhile]).toEqual([[], 4])
    expect(await seen(result.id)).toBe('NOT_FOUND')
  })

  test('once somebody else has written it, which is not for them to read', async () => {
    const { nhsNumber } = await meetBarred()
    const given = of(nhsNumber)
    const { id } = (await write(given)).result

    await write({ ...given, addresses: [{ postcode: 'BB2 2BB' }], expectedVersion: 1 }, practitioner)

    expect(await seen(id)).toBe('NOT_FOUND')
  })

  test.each([
    ['with another record of the person', ({ ofLiaisonDiversion }: { ofLiaisonDiversion: string }) => ofLiaisonDiversion],
    ['with this very record', ({ id }: { id: string }) => id]
  ])('once a limit is set anew %s', async (_, which) => {
    const { nhsNumber, ofLiaisonDiversion } = await meetBarred()
    const { id } = (await write(of(nhsNumber))).result

    await limit(which({ ofLiaisonDiversion, id }))

    expect(await seen(id)).toBe('NOT_FOUND')
  })

  test('and what they wrote before they were barred never is', async () => {
    const { ofLiaisonDiversion, nhsNumber } = await meet()
    const { id } = (await write(of(nhsNumber))).result

    await limit(ofLiaisonDiversion)

    expect(await seen(id)).toBe('NOT_FOUND')
  })
})
