import { writeDown } from '@throughcare/test/support/identities'
import { override } from '@throughcare/test/support/overrides'
import { openPeople, type People } from '@throughcare/test/support/people'
import { practitioner } from '@throughcare/test/support/personas'

let people: People
beforeAll(async () => void (people = await openPeople()))
afterAll(() => people.close())

const sister = 'team:RW5/RECONNECT'

describe('recordOverride', () => {
  test('opens the record to the sister service against an objection, says why to nobody but the team, and tells the rooms', async () => {
    const { id } = await writeDown(people, practitioner)
    await people.call(practitioner, 'recordConsent', { identityRecordId: id, purpose: 'SHARE_SISTER_SERVICE', decision: 'OBJECTED' }, 'id')

    const { result, errors } = await people.call(practitioner, 'recordOverride', override(id), 'ground condition recipient isInForce')

    expect(errors).toEqual([])
    expect(result).toEqual({ ground: 'SAFEGUARDING', condition: 'SAFEGUARDING_AT_RISK', recipient: 'RECONNECT Lancashire', isInForce: true })
    expect(await people.levels(id, sister)).toEqual(['know', 'read'])
    const events = await people.eventsOf(id)
    expect(events.slice(-2).map(({ type }) => type)).toEqual(['people.consent-positions-changed', 'people.override-recorded'])
    expect(events.at(-2)?.payload).toMatchObject({
      positions: [{ purpose: 'SHARE_SISTER_SERVICE', decision: 'OBJECTED', override: { ground: 'SAFEGUARDING' } }]
    })
    expect(JSON.stringify(events)).not.toContain('household')
  })

  test('for another purpose it opens no record, and the position says that it may be shared', async () => {
    const { id, person } = await writeDown(people, practitioner)

    await people.call(practitioner, 'recordOverride', override(id, { purpose: 'SHARE_POLICE' }))

    const { data } = await people.ask(
      practitioner,
      'query ($id: ID!) { person(id: $id) { consentOverrides { recipient } consentPositions { purpose standing isShareable overrideGround } } }',
      { id: person.id }
    )
    expect(await people.levels(id, sister)).toEqual(['know'])
    expect(data?.person.consentOverrides).toEqual([{ recipient: 'RECONNECT Lancashire' }])
    expect(data?.person.consentPositions).toHaveLength(8)
    expect(data?.person.consentPositions).toContainEqual({ purpose: 'SHARE_POLICE', standing: 'NOT_ASKED', isShareable: true, overrideGround: 'SAFEGUARDING' })
    expect(data?.person.consentPositions).toContainEqual({ purpose: 'SHARE_COURT', standing: 'NOT_ASKED', isShareable: false, overrideGround: null })
  })

  test.each([
    ['a condition that does not fit the ground', { condition: 'UNLAWFUL_ACTS' }],
    ['a reason that says nothing', { reason: 'Needed.' }],
    ['an end that is past', { until: '2020-01-01T00:00:00Z' }],
    ['nobody to be told', { recipient: ' ' }]
  ])('refuses %s, and writes nothing', async (_, changes) => {
    const { id } = await writeDown(people, practitioner)

    expect((await people.call(practitioner, 'recordOverride', override(id, changes))).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect(await people.rows('select 1 from people.consent_override where record_id = $1', id)).toEqual([])
  })
})
