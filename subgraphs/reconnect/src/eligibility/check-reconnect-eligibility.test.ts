import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { navigator, persona } from '@throughcare/test/support/personas'
import { openReconnect, startAccepted } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const check = (episodeId: string, found: object, expectedVersion = 1) => reconnect.act('checkReconnectEligibility', { episodeId, expectedVersion, ...found })
const accept = (episodeId: string, expectedVersion: number) => reconnect.act('acceptReconnectReferral', { episodeId, expectedVersion })
const answersOf = (eligibility: { answers: { rule: string; answer: string }[] }) =>
  Object.fromEntries(eligibility.answers.map(({ rule, answer }) => [rule, answer]))
const isBorn = (recordId: string, birthDate: string) =>
  reconnect.rows('insert into reconnect.known_person (record_id, birth_date, version) values ($1, $2, 1)', recordId, birthDate)

describe('checkReconnectEligibility', () => {
  test('writes down what was found out; the rules answer on it, and what was not asked stays as it was', async () => {
    const { id, recordId } = await reconnect.start({ plannedReleaseDate: '2026-07-01' })
    await isBorn(recordId, '1990-05-20')

    await check(id, { healthNeed: 'YES', riskOfSeriousHarm: 'MEDIUM' })
    const { data, errors } = await check(id, { strugglesToEngage: 'YES', residentialRehabilitation: 'NO' }, 2)

    expect(errors).toEqual([])
    expect(data?.checkReconnectEligibility).toMatchObject({ version: 3, eligibility: { outcome: 'NOT_YET_KNOWN' } })
    expect(answersOf(data?.checkReconnectEligibility.eligibility)).toEqual({
      ...{ AGE: 'PASS', HEALTH_NEED: 'PASS', STRUGGLES_TO_ENGAGE: 'PASS', AREA: 'PASS', RISK_OF_SERIOUS_HARM: 'PASS' },
      ...{ INTENSIVE_SERVICES: 'UNKNOWN', RESIDENTIAL_REHABILITATION: 'PASS', CUSTODY_SETTING: 'UNKNOWN', REFERRAL_WINDOW: 'PASS' }
    })
  })

  test('leaves an event that says nothing of what was found out', async () => {
    const { id, recordId } = await reconnect.start()
    await check(id, { healthNeed: 'NO', riskOfSeriousHarm: 'VERY_HIGH' })

    expect((await reconnect.events(id)).at(-1)).toEqual({
      type: 'reconnect.eligibility-checked',
      subject_version: 2,
      record_id: recordId,
      actor: navigator.subject,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI' }
    })
  })

  test('a referral that fails a rule is not accepted until the facts are put right', async () => {
    const { id } = await reconnect.start()
    await check(id, { healthNeed: 'NO' })

    expect((await accept(id, 2)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('No health need') }])
    await check(id, { healthNeed: 'YES' }, 2)

    expect((await accept(id, 3)).errors).toEqual([])
  })

  test('nobody under 18 is accepted', async () => {
    const { id, recordId } = await reconnect.start()
    await isBorn(recordId, '2008-06-02')

    expect((await accept(id, 1)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('younger than 18') }])
  })

  test('is refused once the referral was accepted', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await check(id, { healthNeed: 'NO' }, version)).errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('accepted') }])
  })

  test('the same request again changes nothing more', async () => {
    const { id } = await reconnect.start()
    const request = { episodeId: id, expectedVersion: 1, healthNeed: 'YES', idempotencyKey: crypto.randomUUID() }
    await reconnect.act('checkReconnectEligibility', request)

    expect((await reconnect.act('checkReconnectEligibility', request)).data?.checkReconnectEligibility.version).toBe(2)
  })

  test('many episodes are answered with one look for birth dates', async () => {
    const answer = '{ eligibility { outcome } }'
    const ids = [await reconnect.start(), await reconnect.start(), await reconnect.start()].map(({ id }) => id)
    const ask = (some: string[]) =>
      reconnect.ask(navigator, `query ($some: [_Any!]!) { _entities(representations: $some) { ... on ReconnectEpisode ${answer} } }`, {
        some: some.map((id) => ({ __typename: 'ReconnectEpisode', id }))
      })
    reconnect.statements()
    await ask(ids.slice(0, 1))
    const ofOne = reconnect.statements().length

    expect((await ask(ids)).errors).toEqual([])
    expect(reconnect.statements()).toHaveLength(ofOne)
  })

  test('a peer support worker reads no answer of the rules: one of them is about risk', async () => {
    const { errors } = await reconnect.ask(persona('reconnect-peer-support-worker'), '{ reconnectEpisode(id: "x") { eligibility { outcome } } }')

    expect(errors).toMatchObject([{ code: 'FORBIDDEN' }])
  })
})
