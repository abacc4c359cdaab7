import { writeDown } from '@throughcare/test/support/identities'
import { openPeople, type People } from '@throughcare/test/support/people'
import { navigator, persona, practitioner } from '@throughcare/test/support/personas'

const officer = persona('privacy-officer')
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

async function broken(): Promise<{ id: string; grantId: string }> {
  const { id } = await writeDown(people, practitioner)
  const input = { identityRecordId: id, reasonCode: 'RISK_TO_LIFE', explanation: 'Found unconscious, and alone.' }
  return { id, grantId: (await people.call(navigator, 'breakGlass', input)).result.id }
}
const review = (breakGlassId: string, changes: object = {}) =>
  people.call(officer, 'reviewBreakGlass', { breakGlassId, outcome: 'JUSTIFIED', expectedVersion: 1, ...changes }, 'outcome finding reviewedBy version')

describe('reviewBreakGlass', () => {
  test('writes down what was found, takes it out of the queue, and lets a justified hour run', async () => {
    const { id, grantId } = await broken()

    const { result, errors } = await review(grantId)

    expect(errors).toEqual([])
    expect(result).toEqual({ outcome: 'JUSTIFIED', finding: null, reviewedBy: officer.subject, version: 2 })
    const queue = await people.ask(officer, 'query { breakGlassReviews { edges { node { id } } } }')
    expect(queue.data?.breakGlassReviews.edges).not.toContainEqual({ node: { id: grantId } })
    expect((await people.ask(navigator, record, { id })).errors).toEqual([])
    expect((await people.eventsOf(id)).at(-1)).toMatchObject({ type: 'people.break-glass-reviewed', actor: officer.subject, payload: { outcome: 'JUSTIFIED' } })
  })

  test('ends an hour that was not justified there and then', async () => {
    const { id, grantId } = await broken()

    await review(grantId, { outcome: 'NOT_JUSTIFIED', finding: 'The ward had asked the person already.' })

    expect((await people.ask(navigator, record, { id })).errors).toMatchObject([{ code: 'NOT_FOUND' }])
  })

  test('refuses a finding without words where it was not justified', async () => {
    const { grantId } = await broken()

    expect((await review(grantId, { outcome: 'NOT_JUSTIFIED' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
  })

  test('refuses a second review, and one made from an old version', async () => {
    const { grantId } = await broken()

    expect((await review(grantId, { expectedVersion: 0 })).errors).toMatchObject([{ code: 'CONFLICT' }])
    await review(grantId)
    expect((await review(grantId, { expectedVersion: 2 })).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('already') }])
  })

  test('nobody reviews their own', async () => {
    const { grantId } = await broken()
    const input = { breakGlassId: grantId, outcome: 'JUSTIFIED', expectedVersion: 1 }

    const { errors } = await people.call({ ...officer, subject: navigator.subject }, 'reviewBreakGlass', input)

    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
