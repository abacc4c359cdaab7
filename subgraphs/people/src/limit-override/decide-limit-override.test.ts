import { randomUUID } from 'node:crypto'
import { writeDown } from '@throughcare/test/support/identities'
import { meetOnePerson, openPeople, type People } from '@throughcare/test/support/people'
import { persona, practitioner, stranger } from '@throughcare/test/support/personas'

const kim = persona('ld-practitioner', { subject: 'kim' })
const manager = persona('ld-manager')
const officer = persona('privacy-officer')
const record = 'query ($id: ID!) { identityRecord(id: $id) { id } }'
const finding = 'Nobody else is on duty.'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const limit = (identityRecordId: string, changes: object = {}) =>
  people.call(manager, 'limitAccess', { identityRecordId, kind: 'EXCLUSION', subjects: ['kim'], reason: 'Kim lives next door to them.', ...changes })
const request = async (identityRecordId: string, principal = kim): Promise<string> => {
  const explanation = 'The only nurse on duty tonight.'
  return (await people.call(principal, 'requestLimitOverride', { identityRecordId, reasonCode: 'RISK_TO_LIFE', explanation })).result.id
}
const decide = (limitOverrideId: string, changes: object = {}, principal = officer) =>
  people.call(
    principal,
    'decideLimitOverride',
    { limitOverrideId, outcome: 'GRANTED', finding, expectedVersion: 1, ...changes },
    'id outcome finding decidedAt decidedBy until version'
  )
const codesOf = (ids: string[], principal = kim) => Promise.all(ids.map(async (id) => (await people.ask(principal, record, { id })).errors[0]?.code ?? 'READ'))

describe('decideLimitOverride', () => {
  test('lets one who is excluded read every record of the one person for an hour, and tells who decided', async () => {
    const { ofLiaisonDiversion, ofReconnect, elsewhere } = await meetOnePerson(people)
    const other = await writeDown(people, practitioner)
    await limit(ofLiaisonDiversion, { subjects: ['kim', 'lou'] })
    await limit(other.id)
    const before = await codesOf([ofLiaisonDiversion, ofReconnect, elsewhere])
    const id = await request(ofLiaisonDiversion)

    const { result, errors } = await decide(id)

    expect(errors).toEqual([])
    expect(result).toMatchObject({ outcome: 'GRANTED', finding, decidedBy: officer.subject, version: 2 })
    expect(Date.parse(result.until) - Date.parse(result.decidedAt)).toBe(3_600_000)
    expect(before).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND'])
    expect(await codesOf([ofLiaisonDiversion, ofReconnect, elsewhere, other.id])).toEqual(['READ', 'READ', 'READ', 'NOT_FOUND'])
    expect(await codesOf([ofLiaisonDiversion], persona('ld-practitioner', { subject: 'lou' }))).toEqual(['NOT_FOUND'])
    expect((await people.ask(kim, 'query ($id: ID!) { limitOverride(id: $id) { outcome finding } }', { id })).data?.limitOverride).toEqual({
      outcome: 'GRANTED',
      finding
    })
    expect((await people.eventsOf(ofLiaisonDiversion)).at(-1)).toEqual({
      type: 'people.limit-override-decided',
      actor: officer.subject,
      payload: { limitOverrideId: id, recordId: ofLiaisonDiversion, outcome: 'GRANTED', until: result.until }
    })
  })

  test('lets in one whom a restriction does not name', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id, { kind: 'RESTRICTION', subjects: ['lou'] })

    await decide(await request(id))

    expect(await codesOf([id])).toEqual(['READ'])
    expect(await codesOf([id], practitioner)).toEqual(['NOT_FOUND'])
  })

  test('is over after the hour: the bar stood all along', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    await decide(await request(id))
    const open = await people.levels(id, 'subject:kim')

    await people.rows("update people.record_access set until = now() where audience = 'subject:kim' and level <> 'barred'")

    expect(open).toEqual(['barred', 'lifted', 'read'])
    expect(await codesOf([id])).toEqual(['NOT_FOUND'])
  })

  test('is over with a limit that is set after it', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    await decide(await request(id))
    const open = await codesOf([id])

    await limit(id)

    expect(open).toEqual(['READ'])
    expect(await codesOf([id])).toEqual(['NOT_FOUND'])
  })

  test('the decision is committed in the transaction that opens the records', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    await decide(await request(id))

    const transactions = await people.rows<{ xmin: string }>(
      `select distinct xmin::text from people.limit_override where record_id = $1
       union select distinct xmin::text from people.record_access where record_id = $1 and audience = 'subject:kim' and level = 'lifted'`,
      id
    )
    expect(transactions).toHaveLength(1)
  })

  test('refuses: the request leaves the queue, they stay shut out, and can read why', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    const asked = await request(id)

    const { result } = await decide(asked, { outcome: 'REFUSED', finding: 'A colleague can see them.' })

    expect(result).toMatchObject({ outcome: 'REFUSED', until: null })
    expect(await codesOf([id])).toEqual(['NOT_FOUND'])
    const queue = await people.ask(officer, 'query { limitOverrideRequests(first: 100) { edges { node { id } } } }')
    expect(queue.data?.limitOverrideRequests.edges).not.toContainEqual({ node: { id: asked } })
  })

  test('grants nothing where no limit shuts them out, or there is no such record; it can be refused', async () => {
    const unmet = (await writeDown(people, stranger('ld-practitioner'))).id
    for (const recordId of [unmet, randomUUID()]) {
      const asked = await request(recordId)

      expect((await decide(asked)).errors).toMatchObject([{ code: 'CONFLICT', message: expect.stringContaining('No limit shuts them out') }])
      expect((await decide(asked, { outcome: 'REFUSED' })).errors).toEqual([])
    }
  })

  test('is granted by an organisation whose limit it is; their employer may be told, and refuse', async () => {
    const { ofLiaisonDiversion } = await meetOnePerson(people)
    await limit(ofLiaisonDiversion, { subjects: ['stranger-ld-practitioner'] })
    const asked = await request(ofLiaisonDiversion, stranger('ld-practitioner'))

    expect((await decide(asked, {}, stranger('privacy-officer'))).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await decide(asked)).errors).toEqual([])
  })

  test('takes two: nobody decides what they asked themselves, by the verb or in the database', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    const asked = await request(id)

    expect((await decide(asked, {}, { ...officer, subject: 'kim' })).errors).toMatchObject([{ code: 'FORBIDDEN' }])
    expect((await people.ask({ ...officer, subject: 'kim' }, 'query { limitOverrideRequests { edges { node { id } } } }')).data).toEqual({
      limitOverrideRequests: { edges: [] }
    })
    await expect(people.rows("update people.limit_override set decided_by = 'kim' where id = $1", asked)).rejects.toThrow(/takes_two/)
  })

  test('refuses an old version, a second decision, and one without words', async () => {
    const { id } = await writeDown(people, practitioner)
    await limit(id)
    const asked = await request(id)

    expect((await decide(asked, { expectedVersion: 0 })).errors).toMatchObject([{ code: 'CONFLICT' }])
    expect((await decide(asked, { finding: 'Fine.' })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    await decide(asked)
    expect((await decide(asked, { expectedVersion: 2, outcome: 'REFUSED' })).errors).toMatchObject([
      { code: 'CONFLICT', message: expect.stringContaining('already') }
    ])
  })
})
