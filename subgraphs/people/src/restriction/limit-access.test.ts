import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

const manager = persona('ld-manager')
const officer = persona('privacy-officer')
const reason = 'Kim lives next door to them.'
const person = 'query ($id: ID!) { person(id: $id) { records { id } } }'
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'
const limits = 'query ($id: ID!) { accessLimits(identityRecordId: $id) { kind subjects isInForce } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const kim = persona('ld-practitioner', { subject: 'kim' })
const limit = (identityRecordId: string, changes: object = {}) => ({ identityRecordId, kind: 'EXCLUSION', subjects: ['kim'], reason, ...changes })

describe('limitAccess', () => {
  test('an exclusion: to those named the person is not there, by any of their records, and the team sees them as before', async () => {
    const { ofLiaisonDiversion, personId, nhsNumber } = await meetOnePerson(people)

    const { errors } = await people.call(manager, 'limitAccess', limit(ofLiaisonDiversion))

    expect(errors).toEqual([])
    expect((await people.ask(kim, person, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(kim, record, { id: ofLiaisonDiversion })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    const search = 'query ($value: String!) { people(where: { identifier: { type: NHS_NUMBER, value: $value } }) { edges { node { id } } } }'
    expect((await people.ask(kim, search, { value: nhsNumber })).data?.people.edges).toEqual([])
    expect((await people.ask(practitioner, search, { value: nhsNumber })).data?.people.edges).toHaveLength(1)
    expect((await people.ask(persona('reconnect-navigator', { subject: 'kim' }), person, { id: personId })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(navigator, person, { id: personId })).errors).toEqual([])
  })

  test('whoever is shut out is let in by nothing: neither consent nor a claim nor broken glass', async () => {
    const { id } = await writeDown(people, practitioner)
    const barred = persona('reconnect-navigator', { subject: 'kim' })
    await people.call(practitioner, 'recordConsent', { identityRecordId: id, purpose: 'SHARE_SISTER_SERVICE', decision: 'GIVEN' }, 'id')
    await people.call(manager, 'limitAccess', limit(id))

    const attempts = [
      await people.ask(barred, record, { id }),
      await people.call(barred, 'claimRelationship', { identityRecordId: id, reason: 'On duty where they are held.' }),
      await people.call(barred, 'breakGlass', { identityRecordId: id, reasonCode: 'RISK_TO_LIFE', explanation: 'Found unconscious, and alone.' })
    ]
    expect(attempts.map(({ errors }) => errors[0]?.code)).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
  })

  test('a restriction: the person is there for those named only', async () => {
    const { id } = await writeDown(people, practitioner)

    await people.call(manager, 'limitAccess', limit(id, { kind: 'RESTRICTION', subjects: ['kim', manager.subject] }))

    expect((await people.ask(kim, record, { id })).errors).toEqual([])
    expect((await people.ask(practitioner, record, { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(manager, limits, { id })).data?.accessLimits).toEqual([
      { kind: 'RESTRICTION', subjects: ['kim', manager.subject], isInForce: true }
    ])
  })

  test('machines inside are not meant: an importer keeps a restricted record, and a new record is still linked to the person', async () => {
    const source = { sourceSystem: 'test', sourceKey: crypto.randomUUID() }
    const identifiers = [{ type: 'NHS_NUMBER', value: '9990000077', isVerified: true }]
    const { id } = await writeDown(people, practitioner, { ...source, identifiers })
    await people.call(manager, 'limitAccess', limit(id, { kind: 'RESTRICTION' }))
    const importer = { ...practitioner, subject: 'importer', role: 'system-importer' as const, purpose: 'administration' }

    const again = await writeDown(people, importer, { ...source, identifiers, birthDate: '1988-12-25', expectedVersion: 1 })
    const second = await writeDown(people, importer, { identifiers, birthDate: '1988-12-25' })

    expect(again).toMatchObject({ id, version: 2 })
    expect(second.person.id).toBe(again.person.id)
    expect(await people.levels(second.id, 'everyone')).toEqual(['restricted'])
  })

  test('a privacy officer limits access without reading the record, and both are told of it', async () => {
    const { id } = await writeDown(people, practitioner)

    const { errors } = await people.call(officer, 'limitAccess', limit(id))

    expect(errors).toEqual([])
    const seen = [{ kind: 'EXCLUSION', subjects: ['kim'], isInForce: true }]
    expect((await people.ask(officer, limits, { id })).data?.accessLimits).toEqual(seen)
    expect((await people.ask(manager, limits, { id })).data?.accessLimits).toEqual(seen)
    expect((await people.ask(persona('ld-manager', { subject: 'kim' }), limits, { id })).data?.accessLimits).toEqual([])
    expect(await people.eventsOf(id)).toMatchObject([{ type: 'people.access-limited', actor: officer.subject, payload: { kind: 'EXCLUSION', isEnded: false } }])
  })

  test.each([
    ['nobody', { subjects: [] }],
    ['no reason', { reason: 'Because.' }],
    ['an end that is past', { until: '2020-01-01T00:00:00Z' }]
  ])('refuses a limit with %s', async (_, changes) => {
    const { id } = await writeDown(people, practitioner)

    expect((await people.call(manager, 'limitAccess', limit(id, changes))).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await people.rows('select 1 from people.access_limit where record_id = $1', id)).toEqual([])
  })
})
