import { randomUUID } from 'node:crypto'
import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner, stranger } from '@throughcare/test/support/personas'

const kim = persona('ld-practitioner', { subject: 'kim' })
const officer = persona('privacy-officer')
const explanation = 'The only nurse on duty tonight.'
const queue = 'query { limitOverrideRequests(first: 100) { edges { node { identityRecordId subject explanation } } } }'
const asked = 'query ($id: ID!) { limitOverride(id: $id) { id outcome } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

async function shutTo(subject: string): Promise<string> {
  const { id } = await writeDown(people, practitioner)
  const limit = { identityRecordId: id, kind: 'EXCLUSION', subjects: [subject], reason: 'They live next door.' }
  await people.call(persona('ld-manager'), 'limitAccess', limit)
  return id
}
const request = (identityRecordId: string, principal = kim, changes: object = {}) =>
  people.call(
    principal,
    'requestLimitOverride',
    { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation, ...changes },
    'id identityRecordId subject outcome until version'
  )

describe('requestLimitOverride', () => {
  test('stands in the privacy officer’s queue, alerts, and opens nothing', async () => {
    const id = await shutTo('kim')

    const { result, errors } = await request(id)

    expect(errors).toEqual([])
    expect(result).toMatchObject({ identityRecordId: id, subject: 'kim', outcome: null, until: null, version: 1 })
    expect((await people.ask(officer, queue)).data?.limitOverrideRequests.edges).toContainEqual({ node: { identityRecordId: id, subject: 'kim', explanation } })
    expect((await people.ask(kim, 'query ($id: ID!) { identityRecord(id: $id) { id } }', { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.eventsOf(id)).at(-1)).toEqual({
      type: 'people.limit-override-requested',
      actor: 'kim',
      payload: { limitOverrideId: result.id, recordId: id, reasonCode: 'RISK_TO_LIFE' }
    })
    expect((await people.ask(kim, asked, { id: result.id })).data?.limitOverride).toEqual({ id: result.id, outcome: null })
  })

  test('says nothing of whether there is such a record, or whether a limit shuts one out of it', async () => {
    const [barred, unmet, none] = [await shutTo('kim'), (await writeDown(people, stranger('ld-practitioner'))).id, randomUUID()]

    const answers = await Promise.all([barred, unmet, none].map(async (id) => ({ ...(await request(id)), data: null })))

    const [first, ...others] = answers.map(({ result, ...rest }) => ({ ...rest, result: { ...result, id: 'an id', identityRecordId: 'as asked' } }))
    expect(first?.errors).toEqual([])
    for (const other of others) expect(other).toEqual(first)
  })

  test('is refused to whoever may read the record, or may know of it', async () => {
    const { id } = await writeDown(people, practitioner)

    for (const principal of [practitioner, navigator])
      expect((await request(id, principal)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('Nothing shuts you out') }])
  })

  test('is open to whoever a restriction does not name', async () => {
    const { id } = await writeDown(people, practitioner)
    const limit = { identityRecordId: id, kind: 'RESTRICTION', subjects: ['lou'], reason: 'They work with the police.' }
    await people.call(persona('ld-manager'), 'limitAccess', limit)

    expect((await request(id)).errors).toEqual([])
    expect((await request(id, persona('ld-practitioner', { subject: 'lou' }))).errors).toMatchObject([{ code: 'CONFLICT' }])
  })

  test('refuses an explanation that says nothing', async () => {
    const id = await shutTo('kim')

    expect((await request(id, kim, { explanation: 'On duty.' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await people.rows('select 1 from people.limit_override where record_id = $1', id)).toEqual([])
  })

  test('is seen by whoever asked and by those who may decide, and by nobody else', async () => {
    const { result } = await request(await shutTo('kim'))
    const see = async (principal: typeof kim) => (await people.ask(principal, asked, { id: result.id })).errors[0]?.code ?? 'READ'

    expect(await see(officer)).toBe('READ')
    for (const other of [practitioner, persona('ld-manager'), stranger('privacy-officer')]) expect(await see(other)).toBe('NOT_FOUND')
  })

  test('is not shown to a privacy officer who is excluded from the person too', async () => {
    const id = await shutTo('kim')
    const limit = { identityRecordId: id, kind: 'EXCLUSION', subjects: [officer.subject], reason: 'A cousin of theirs.' }
    await people.call(persona('ld-manager'), 'limitAccess', limit)
    const { result } = await request(id)

    expect((await people.ask(officer, asked, { id: result.id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
    expect((await people.ask({ ...officer, subject: 'another' }, asked, { id: result.id })).errors).toEqual([])
  })

  test('the queue is read page by page, oldest first, in one statement each', async () => {
    for (const subject of ['kim', 'kim', 'kim']) await request(await shutTo(subject))
    const page = async (after: string | null) => {
      people.statements()
      const document = 'query ($after: String) { limitOverrideRequests(first: 2, after: $after) { edges { node { id } } pageInfo { endCursor } } }'
      const { data } = await people.ask(officer, document, { after })
      return { ...data?.limitOverrideRequests, statements: people.statements().length }
    }
    const first = await page(null)
    const second = await page(first.pageInfo.endCursor)

    const order = await people.rows<{ id: string }>(
      "select id from people.limit_override where overseers @> '{organisation:RW5}' and not exists (select from people.record_access barred where barred.record_id = limit_override.record_id and audience = $1 and level = 'barred') order by recorded_at, id limit 4",
      `subject:${officer.subject}`
    )
    expect([...first.edges, ...second.edges].map(({ node }: { node: { id: string } }) => node.id)).toEqual(order.map(({ id }) => id))
    expect([first.statements, second.statements]).toEqual([1, 1])
  })
})
