import type { Principal } from '@throughcare/kit/principal'
import { writeDown } from '@throughcare/test/support/identities'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

const record = 'query ($id: ID!) { identityRecord(id: $id) { name { family } } }'
const queue =
  'query ($first: Int, $after: String) { breakGlassReviews(first: $first, after: $after) { edges { node { id subject explanation } } pageInfo { hasNextPage endCursor } } }'
const explanation = 'Found unconscious, and alone.'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const breakFor = (principal: Principal, identityRecordId: string, changes: object = {}) =>
  people.call(
    principal,
    'breakGlass',
    { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation, ...changes },
    'id identityRecordId reasonCode until recordedAt'
  )
const codesOf = async (principal: Principal, ids: string[]) =>
  Promise.all(ids.map(async (id) => (await people.ask(principal, record, { id })).errors[0]?.code ?? 'READ'))

describe('breakGlass', () => {
  test('opens every record of the one person, for an hour, to nobody else; and stands in the queue from the first moment', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere } = await meetOnePerson(people)
    const other = await writeDown(people, practitioner)
    const before = await codesOf(navigator, [ofLiaisonDiversion, elsewhere])

    const { result, errors } = await breakFor(navigator, ofReconnect)

    expect(errors).toEqual([])
    expect(Date.parse(result.until) - Date.parse(result.recordedAt)).toBe(3_600_000)
    expect(before).toEqual(['NOT_FOUND', 'NOT_FOUND'])
    expect(await codesOf(navigator, [ofLiaisonDiversion, elsewhere, other.id])).toEqual(['READ', 'READ', 'NOT_FOUND'])
    expect(await codesOf(persona('reconnect-navigator', { subject: 'colleague' }), [ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
    const waiting = (await people.ask(persona('privacy-officer'), queue)).data?.breakGlassReviews.edges
    expect(waiting).toContainEqual({ node: { id: result.id, subject: navigator.subject, explanation } })
  })

  test('the row to review is committed in the transaction that opens the records', async () => {
    const { ofReconnect } = await meetOnePerson(people)
    await breakFor(navigator, ofReconnect)

    const transactions = await people.rows<{ xmin: string }>(
      `select distinct xmin::text from people.break_glass where record_id = $1
       union select distinct xmin::text from people.record_access where record_id = $1 and audience = $2 and level = 'read'`,
      ofReconnect,
      `subject:${navigator.subject}`
    )
    expect(transactions).toHaveLength(1)
  })

  test('is over after the hour', async () => {
    const { ofLiaisonDiversion, ofReconnect } = await meetOnePerson(people)
    await breakFor(navigator, ofReconnect)

    await people.rows('update people.record_access set until = now() where audience = $1', `subject:${navigator.subject}`)

    expect(await codesOf(navigator, [ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
  })

  test('a record linked within the hour is open too, one unlinked is not', async () => {
    const { ofLiaisonDiversion, ofReconnect } = await meetOnePerson(people)
    await breakFor(navigator, ofReconnect)
    const unlink = 'mutation ($input: UnlinkRecordInput!) { unlinkRecord(input: $input) { id } }'
    const input = { identityRecordId: ofReconnect, reason: 'A different man.', expectedVersion: 1, idempotencyKey: crypto.randomUUID() }
    const open = await codesOf(navigator, [ofLiaisonDiversion])

    await people.ask(navigator, unlink, { input })

    expect(open).toEqual(['READ'])
    expect(await codesOf(navigator, [ofLiaisonDiversion])).toEqual(['NOT_FOUND'])
  })

  test('may start from a record that the caller only knows of', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await breakFor(navigator, id)).errors).toEqual([])
    expect(await codesOf(navigator, [id])).toEqual(['READ'])
  })

  test('keeps its places closed, which nobody said were clear', async () => {
    const { id } = await writeDown(people, practitioner, { addresses: [{ postcode: 'BB1 3HT' }] })
    await breakFor(navigator, id)

    expect((await people.ask(navigator, 'query ($id: ID!) { identityRecord(id: $id) { addresses { postcode } } }', { id })).data?.identityRecord).toEqual({
      addresses: null
    })
  })

  test('leaves an alert that says who and why, and of whom only the record', async () => {
    const { id } = await writeDown(people, practitioner)
    await breakFor(navigator, id)

    expect(await people.eventsOf(id)).toEqual([
      {
        type: 'people.glass-broken',
        actor: navigator.subject,
        payload: { breakGlassId: expect.any(String), recordId: id, reasonCode: 'RISK_TO_LIFE', until: expect.any(String) }
      }
    ])
  })

  test('refuses an explanation that says nothing, and opens nothing', async () => {
    const { id } = await writeDown(people, practitioner)

    expect((await breakFor(navigator, id, { explanation: 'Urgent.' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await codesOf(navigator, [id])).toEqual(['NOT_FOUND'])
  })

  test('the queue shows the oldest first, page by page, in one statement each', async () => {
    const page = async (after: string | null) => {
      people.statements()
      const { data } = await people.ask(persona('privacy-officer'), queue, { first: 2, after })
      return { ...data?.breakGlassReviews, statements: people.statements().length }
    }
    const first = await page(null)
    const second = await page(first.pageInfo.endCursor)

    const order = await people.rows<{ id: string }>('select id from people.break_glass order by recorded_at, id limit 4')
    expect([...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(order.map(({ id }) => id))
    expect([first.statements, second.statements]).toEqual([1, 1])
  })
})
