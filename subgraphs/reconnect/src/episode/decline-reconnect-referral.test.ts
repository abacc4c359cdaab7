import type { EpisodeRoom } from '@throughcare/test/support/episodes'
import { openReconnect, startAccepted, tellReferral } from '@throughcare/test/support/reconnect'

let reconnect: EpisodeRoom
beforeAll(async () => void (reconnect = await openReconnect()))
afterAll(() => reconnect.close())

const decline = (episodeId: string, changes: object = {}) =>
  reconnect.act('declineReconnectReferral', { episodeId, reason: 'PERSON_DECLINED', expectedVersion: 1, ...changes })

type Known = { birthDate?: string; plannedReleaseDate?: string; facilityId?: string; found?: Record<string, string> }
const handovers = ['SUITABLE_FOR_ENHANCED_RECONNECT', 'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA']

describe('declineReconnectReferral', () => {
  test('declines the referral with its reason; the episode is declined, not closed', async () => {
    const { id } = await reconnect.start()

    const { data, errors } = await decline(id)

    expect(errors).toEqual([])
    expect(data?.declineReconnectReferral).toMatchObject({
      version: 2,
      phase: 'DECLINED',
      declinedAt: '2026-06-01T09:00:00.000Z',
      declineReason: 'PERSON_DECLINED',
      handover: null,
      closedAt: null
    })
  })

  test('where Enhanced RECONNECT takes over, names the onward referral that is followed to its outcome', async () => {
    const episode = await reconnect.start()
    const { id } = episode
    const handover = { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId: await tellReferral(reconnect, episode, 'offending') }

    expect((await decline(id, { ...handover, handoverReferralId: null })).errors).toMatchObject([{ code: 'BAD_USER_INPUT' }])
    expect((await decline(id, handover)).data?.declineReconnectReferral.handover).toEqual({ id: handover.handoverReferralId })
  })

  test('hands over by no referral of another episode, and by none that failed', async () => {
    const [episode, other] = [await reconnect.start(), await reconnect.start()]
    const by = async (handoverReferralId: string) => (await decline(episode.id, { reason: 'SUITABLE_FOR_ENHANCED_RECONNECT', handoverReferralId })).errors

    expect(await by(await tellReferral(reconnect, other, 'offending'))).toMatchObject([{ code: 'NOT_FOUND', message: expect.stringContaining('try again') }])
    expect(await by(await tellReferral(reconnect, episode, 'offending', true))).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('Make another') }
    ])
  })

  test('leaves its event', async () => {
    const { id } = await reconnect.start()
    await decline(id, { reason: 'UNDER_18' })

    expect((await reconnect.events(id)).at(-1)).toMatchObject({
      type: 'reconnect.referral-declined',
      subject_version: 2,
      occurred_at: new Date('2026-06-01T09:00:00Z'),
      payload: { episodeId: id, facilityId: 'PNI', reason: 'UNDER_18' }
    })
  })

  test('refuses to decline what was accepted', async () => {
    const { id, version } = await startAccepted(reconnect)

    expect((await decline(id, { expectedVersion: version })).errors).toMatchObject([
      { code: 'BAD_USER_INPUT', message: expect.stringContaining('already accepted') }
    ])
  })

  describe('for a reason that a rule of eligibility speaks against', () => {
    /** The answer to a decline of a referral of 1 June, with a date of birth, a planned release and what was found out. */
    async function answerTo(reason: string, { birthDate, found, ...referral }: Known) {
      const episode = await reconnect.start(referral)
      if (birthDate) await reconnect.rows('insert into reconnect.known_person (record_id, birth_date, version) values ($1, $2, 1)', episode.recordId, birthDate)
      if (found) await reconnect.act('checkReconnectEligibility', { episodeId: episode.id, expectedVersion: 1, ...found })
      const handoverReferralId = handovers.includes(reason) ? await tellReferral(reconnect, episode, 'offending') : null
      const { errors } = await decline(episode.id, { reason, handoverReferralId, expectedVersion: found ? 2 : 1 })
      return errors[0]?.message ?? 'declined'
    }

    test.each<[string, Known, Known, string]>([
      ['UNDER_18', { birthDate: '2008-06-01' }, { birthDate: '2008-06-02' }, 'The person was 18 or older when referred.'],
      ['NO_HEALTH_NEED', { found: { healthNeed: 'YES' } }, { found: { healthNeed: 'NO' } }, 'A health need is identified.'],
      ['ABLE_TO_ENGAGE_WITHOUT_SUPPORT', { found: { strugglesToEngage: 'YES' } }, { found: { strugglesToEngage: 'NO' } }, 'would struggle to engage'],
      ['OUTSIDE_REFERRAL_WINDOW', { plannedReleaseDate: '2026-08-24' }, { plannedReleaseDate: '2026-08-25' }, 'The referral came between'],
      ['SUITABLE_FOR_ENHANCED_RECONNECT', { found: { riskOfSeriousHarm: 'MEDIUM' } }, { found: { riskOfSeriousHarm: 'HIGH' } }, 'low to moderate'],
      [
        'SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT',
        { found: { intensiveServices: 'NO' } },
        { found: { intensiveServices: 'YES' } },
        'No intensive risk management'
      ],
      [
        'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA',
        { found: { resettlementArea: 'LANCASHIRE_OR_CUMBRIA' } },
        { found: { resettlementArea: 'ELSEWHERE' } },
        'going to live in Lancashire'
      ],
      [
        'SUITABLE_FOR_RESIDENTIAL_REHABILITATION',
        { found: { residentialRehabilitation: 'NO' } },
        { found: { residentialRehabilitation: 'YES' } },
        'not going to residential rehabilitation'
      ]
    ])('%s is refused, saying which fact says otherwise; where that speaks for it or is not known, it is not', async (reason, against, other, fact) => {
      expect(await answerTo(reason, against)).toContain(fact)
      expect(await answerTo(reason, other)).toBe('declined')
      expect(await answerTo(reason, { facilityId: 'MDI' })).toBe('declined')
    })

    test('of another area is refused of whoever leaves a prison of this service, until where they are going to live is known', async () => {
      const reason = 'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA'

      expect(await answerTo(reason, {})).toContain("leaving one of this service's prisons")
      expect(await answerTo(reason, { found: { resettlementArea: 'ELSEWHERE' } })).toBe('declined')
    })

    test('is refused for no other rule', async () => {
      expect(await answerTo('PERSON_DECLINED', { birthDate: '1980-01-01', found: { healthNeed: 'YES' } })).toBe('declined')
    })
  })

  test('nothing more is written into a declined referral', async () => {
    const { id } = await reconnect.start()
    await decline(id)

    const { errors } = await reconnect.act('setReleaseDate', { episodeId: id, date: '2026-07-01', reason: 'FIRST_KNOWN', expectedVersion: 2 })

    expect(errors).toMatchObject([{ code: 'BAD_USER_INPUT', message: expect.stringContaining('declined') }])
  })
})
