import type { Principal } from '@throughcare/kit/principal'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'
const claims =
  'query ($first: Int, $after: String) { relationshipClaims(first: $first, after: $after) { edges { node { id subject reason } } pageInfo { endCursor } } }'
const reason = 'On duty where they are held.'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const claim = (principal: Principal, identityRecordId: string, changes: object = {}) =>
  people.call(principal, 'claimRelationship', { identityRecordId, reason, ...changes }, 'id identityRecordId until recordedAt isInForce')
const codesOf = async (principal: Principal, ids: string[]) =>
  Promise.all(ids.map(async (id) => (await people.ask(principal, record, { id })).errors[0]?.code ?? 'READ'))

describe('claimRelationship', () => {
  test('opens what the same service holds elsewhere, for 24 hours, and nothing of the sister service', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere } = await meetOnePerson(people)
    const visiting = stranger('ld-practitioner')
    const before = await codesOf(visiting, [ofLiaisonDiversion, ofReconnect])

    const { result, errors } = await claim(visiting, elsewhere)

    expect(errors).toEqual([])
    expect(result).toMatchObject({ identityRecordId: elsewhere, isInForce: true })
    expect(Date.parse(result.until) - Date.parse(result.recordedAt)).toBe(24 * 3_600_000)
    expect(before).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    expect(await codesOf(visiting, [ofLiaisonDiversion, ofReconnect])).toEqual(['READ', 'NOT_FOUND'])
    expect(await codesOf({ ...visiting, subject: 'colleague' }, [ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
  })

  test('alerts the privacy officers of who claimed it and of who holds the records, without a name of the person', async () => {
    const { elsewhere, ofReconnect } = await meetOnePerson(people)
    const { result } = await claim(stranger('ld-practitioner'), elsewhere)

    const told = { node: { id: result.id, subject: 'stranger-ld-practitioner', reason } }
    for (const officer of [persona('privacy-officer'), stranger('privacy-officer')])
      expect((await people.ask(officer, claims)).data?.relationshipClaims.edges).toContainEqual(told)
    expect((await people.ask(persona('privacy-officer', { organisation: 'RZZ' }), claims)).data?.relationshipClaims.edges).toEqual([])
    expect(await people.eventsOf(elsewhere)).toMatchObject([{ type: 'people.relationship-claimed', payload: { relationshipId: result.id } }])
    expect(await people.eventsOf(ofReconnect)).toEqual([])
  })

  test('refuses a reason that says nothing', async () => {
    const { elsewhere, ofLiaisonDiversion } = await meetOnePerson(people)

    expect((await claim(stranger('ld-practitioner'), elsewhere, { reason: 'Need it.' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await codesOf(stranger('ld-practitioner'), [ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
  })

  test('the queue shows the newest first, page by page, in one statement each', async () => {
    for (const principal of [practitioner, navigator]) {
      const { ofLiaisonDiversion } = await meetOnePerson(people)
      await claim(principal, ofLiaisonDiversion)
    }
    const page = async (after: string | null) => {
      people.statements()
      const { data } = await people.ask(persona('privacy-officer'), claims, { first: 2, after })
      return { ...data?.relationshipClaims, statements: people.statements().length }
    }
    const first = await page(null)
    const second = await page(first.pageInfo.endCursor)

    const order = await people.rows<{ id: string }>('select id from people.relationship order by recorded_at desc, id desc limit 4')
    expect([...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(order.map(({ id }) => id))
    expect([first.statements, second.statements]).toEqual([1, 1])
  })
})
