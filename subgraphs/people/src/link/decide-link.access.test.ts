import { room } from '@throughcare/people'
import { asCaller } from '@throughcare/test/support/as-caller'
import { writeDown } from '@throughcare/test/support/identities'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'
import { openTestRoom, type TestRoom } from '@throughcare/test/support/room'

const decideLink = 'mutation ($input: DecideLinkInput!) { decideLink(input: $input) { id } }'
const linkReviews = '{ linkReviews { edges { node { identityRecord { id } otherIdentityRecord { id } evidence { field outcome } } } } }'

type Edge = { node: Record<'identityRecord' | 'otherIdentityRecord', { id: string } | null> & { evidence: object[] } }

let people: TestRoom
let input: object
beforeAll(async () => {
  people = await openTestRoom(room)
  const details = { name: { given: 'Testina', family: 'Reviewson' }, birthDate: '1984-03-05', addresses: [{ postcode: 'LA1 1AA' }] }
  const one = await writeDown(people, practitioner, details)
  const other = await writeDown(people, navigator, { ...details, name: { given: 'Testina', family: 'Reveiwson' } })
  input = { identityRecordId: one.id, otherIdentityRecordId: other.id, verdict: 'SAME', reason: 'Same person', expectedVersion: 1, idempotencyKey: 'key' }
})
afterAll(() => people.close())

describe('who may decide on a link', () => {
  test('another organisation is told that there is no such record, and has nothing to review', async () => {
    expect((await people.ask(stranger('ld-manager'), decideLink, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask(stranger('ld-manager'), linkReviews)).data?.linkReviews.edges).toEqual([])
  })

  test('the sister service may not decide by a record that is not its own', async () => {
    expect((await people.ask(navigator, decideLink, { input })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test.each(['ld-peer-support-worker', 'service-provider', 'analyst', 'privacy-officer'] as const)('%s may not, nor see the worklist', async (role) => {
    expect((await people.ask(persona(role), decideLink, { input })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await people.ask(persona(role), linkReviews)).errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })

  test('nothing was decided by any of them', async () => {
    expect(await people.rows('select 1 from people.link_decision')).toEqual([])
  })

  test('of a pair across the services each sees its own record, and of the other only how it compares', async () => {
    const seen = async (who: typeof practitioner) => (await people.ask(who, linkReviews)).data?.linkReviews.edges.map(({ node }: Edge) => node)

    for (const who of [practitioner, navigator]) {
      const [pair] = await seen(who)
      expect([pair.identityRecord, pair.otherIdentityRecord].filter(Boolean)).toHaveLength(1)
      expect(pair.evidence).toContainEqual({ field: 'familyName', outcome: 'CLOSE' })
    }
  })

  test('nobody may about a record of another organisation that nothing puts beside theirs', async () => {
    const mine = await writeDown(people, practitioner)
    const theirs = await writeDown(people, stranger('ld-practitioner'), {
      name: { given: 'Quentin', family: 'Elsewhere' },
      birthDate: '1955-10-30',
      sex: 'MALE'
    })
    const joining = { identityRecordId: mine.id, otherIdentityRecordId: theirs.id, verdict: 'SAME', reason: 'Same person', expectedVersion: 1 }

    const { errors } = await people.ask(practitioner, decideLink, { input: { ...joining, idempotencyKey: crypto.randomUUID() } })

    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect(await people.rows('select 1 from people.link_decision where $1 in (record_id, other_record_id)', mine.id)).toEqual([])
  })

  test.each([
    ['excluded from', 'EXCLUSION', ['kim']],
    ['not named in the restriction of', 'RESTRICTION', ['lou']]
  ])('whoever is %s one of a pair is not told of it, and decides nothing on it', async (_, kind, subjects) => {
    const details = { name: { given: 'Testina', family: `Limitson${kind}` }, birthDate: '1981-07-23', addresses: [{ postcode: 'LA1 1AB' }] }
    const own = await writeDown(people, practitioner, details)
    const limited = await writeDown(people, navigator, { ...details, name: { given: 'Testina', family: `Limtison${kind}` } })
    const kim = persona('ld-practitioner', { subject: 'kim' })
    const reviews = async () =>
      (await people.ask(kim, linkReviews)).data?.linkReviews.edges.map(({ node }: Edge) => node.identityRecord?.id ?? node.otherIdentityRecord?.id)
    const before = await reviews()
    const limit = { identityRecordId: limited.id, kind, subjects, reason: 'They live next door.', idempotencyKey: crypto.randomUUID() }
    await people.ask(persona('reconnect-manager'), 'mutation ($input: LimitAccessInput!) { limitAccess(input: $input) { id } }', { input: limit })

    const joining = { identityRecordId: own.id, otherIdentityRecordId: limited.id, verdict: 'SAME', reason: 'Same person', expectedVersion: 1 }
    const { errors } = await people.ask(kim, decideLink, { input: { ...joining, idempotencyKey: crypto.randomUUID() } })

    expect(before).toContain(own.id)
    expect(await reviews()).not.toContain(own.id)
    expect(errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('what was decided of two records, and how they compare, is in the database for nobody who is shut out of either', async () => {
    const details = { name: { given: 'Testina', family: 'Pairson' }, birthDate: '1979-11-02', addresses: [{ postcode: 'LA1 1AC' }] }
    const [one, other] = [await writeDown(people, practitioner, details), await writeDown(people, practitioner, { ...details, birthDate: '1979-11-20' })]
    const decision = { identityRecordId: one.id, otherIdentityRecordId: other.id, verdict: 'DIFFERENT', reason: 'They are sisters', expectedVersion: 1 }
    await people.ask(practitioner, decideLink, { input: { ...decision, idempotencyKey: crypto.randomUUID() } })
    for (const [identityRecordId, subject] of [[one.id, 'kim'] as const, [other.id, 'lou'] as const]) {
      const limit = { identityRecordId, kind: 'EXCLUSION', subjects: [subject], reason: 'They live next door.', idempotencyKey: crypto.randomUUID() }
      await people.ask(persona('ld-manager'), 'mutation ($input: LimitAccessInput!) { limitAccess(input: $input) { id } }', { input: limit })
    }
    const told = async (subject: string) => {
      const of = `where '${one.id}' in (record_id, other_record_id)`
      const statement = `select 'decided' as what from people.link_decision ${of} union all select 'weighed' from people.record_pair ${of}`
      return (await asCaller<{ what: string }>(people, 'people', { principal: persona('ld-practitioner', { subject }), statement })).map(({ what }) => what)
    }

    expect([await told('max'), await told('kim'), await told('lou')]).toEqual([['decided', 'weighed'], [], []])
  })
})
