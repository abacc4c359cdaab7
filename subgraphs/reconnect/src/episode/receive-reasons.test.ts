import { sourceIdOf } from '@throughcare/kit/ids'
import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect, tellFacility } from '@throughcare/test/support/reconnect'
import { tellReferralIn } from '@throughcare/test/support/unmet-needs'

const first = { facility: 'PNI', source: 'PRISON_HEALTHCARE', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z' }
const assessed = {
  assessed_at: '2026-03-05T09:00:00Z',
  needs: 'housing:ACCOMMODATION:IDENTIFIED;alcohol:DRUGS_AND_ALCOHOL:REFERRED',
  needs_not_referred: 'housing:NO_SERVICE'
}
const closed = { closed_at: '2026-05-20T09:00:00Z', closure_reason: 'TRANSFERRED_TO_SERVICE' }
const byStaff = 'Staff have recorded this differently here'
const followed = 'Something followed from this need already'
const tell = tellReferralIn('RECONNECT')

let imports: EpisodeImports
beforeAll(async () => void (imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })))
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

async function taken(changes: EpisodeFields = {}): Promise<EpisodeFields> {
  const row = await imports.row(changes)
  const { report, rejected } = await imports.take(row)
  expect([report.added, rejected]).toEqual([1, []])
  return row
}

const outcomeOf = async (row: EpisodeFields) => {
  const { report, rejected } = await imports.take(row)
  return rejected[0] ?? (report.changed ? 'changed' : report.added ? 'added' : 'unchanged')
}
const needs = async (row: EpisodeFields) =>
  imports.rows<{ code: string }>(
    `select code, status, no_referral_reason as reason, no_referral_at as at, no_referral_by as by, version from reconnect.need
     where episode_id = $1 order by code desc`,
    (await imports.standing(row)).id
  )
const housingOf = async (row: EpisodeFields) =>
  (await imports.rows<{ id: string }>(`select id from reconnect.need where episode_id = $1 and code = 'housing'`, (await imports.standing(row)).id))[0]?.id
const episodeOf = async (row: EpisodeFields) => {
  const { id, record_id } = await imports.standing(row)
  return { id, recordId: String(record_id) }
}
const refusal = (column: string, reason: string) => new RegExp(`^2,${column},"?${reason}`)
const told = async (row: EpisodeFields) => (await imports.events(row)).map(({ type, occurred_at }) => `${type.split('.')[1]} ${occurred_at.toISOString()}`)

describe('why nobody was referred on for a need', () => {
  test('is taken in, leaves the event of its verb, and told again changes nothing', async () => {
    const row = await taken(assessed)

    expect(await needs(row)).toMatchObject([
      { code: 'housing', reason: 'NO_SERVICE', at: new Date('2026-03-05T09:00:00Z'), version: 1 },
      { code: 'alcohol', reason: null, at: null }
    ])
    expect((await told(row)).slice(-2)).toEqual(['need-reviewed 2026-03-05T09:00:00.000Z', 'unmet-need-explained 2026-03-05T09:00:00.000Z'])
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('follows for a need that stands, now where the row does not say when, and is brought up to date', async () => {
    const { needs_not_referred: _, ...before } = assessed
    const row = await taken(before)

    expect(await outcomeOf({ ...row, needs_not_referred: 'housing:NO_SERVICE' })).toBe('changed')
    expect(await needs(row)).toMatchObject([{ reason: 'NO_SERVICE', at: new Date('2026-06-01T09:00:00Z'), version: 2 }, { version: 1 }])
    expect(await outcomeOf({ ...row, needs_not_referred: 'housing:WAIT_TOO_LONG', needs_reviewed_at: '2026-05-01T09:00:00Z' })).toBe('changed')
    expect(await needs(row)).toMatchObject([{ reason: 'WAIT_TOO_LONG', at: new Date('2026-05-01T09:00:00Z'), version: 3 }, { version: 1 }])
    expect(await outcomeOf(row)).toBe('unchanged')
    expect((await told(row)).slice(-2)).toEqual(['unmet-need-explained 2026-06-01T09:00:00.000Z', 'unmet-need-explained 2026-05-01T09:00:00.000Z'])
  })

  test('goes with a need that is identified anew in the same row', async () => {
    const row = await taken({ ...assessed, needs_not_referred: '', needs: 'housing:ACCOMMODATION:DECLINED' })

    expect(await outcomeOf({ ...row, needs: 'housing:ACCOMMODATION:IDENTIFIED', needs_not_referred: 'housing:OTHER' })).toBe('changed')
    expect(await needs(row)).toMatchObject([{ status: 'IDENTIFIED', reason: 'OTHER', version: 3 }])
  })

  test('is refused where an onward referral for it stands, in the words of the rule, and not where that failed', async () => {
    const { needs_not_referred: explained, ...before } = assessed
    const [sent, failed] = [await taken(before), await taken(before)]
    await tell(imports, await episodeOf(sent), 'housing')
    await tell(imports, await episodeOf(failed), 'housing', true)

    expect(await outcomeOf({ ...sent, needs_not_referred: explained })).toMatch(refusal('needs_not_referred', followed))
    expect(await outcomeOf({ ...failed, needs_not_referred: explained })).toBe('changed')
  })

  test('does not overrule the reason that staff gave', async () => {
    const row = { ...(await taken({ ...assessed, needs_not_referred: '' })), needs_not_referred: assessed.needs_not_referred }
    await imports.staff(row, 'explainUnmetReconnectNeed', { needId: await housingOf(row), reason: 'BETTER_LATER' })

    expect(await outcomeOf(row)).toMatch(refusal('needs_not_referred', byStaff))
    expect(await outcomeOf({ ...row, needs_not_referred: 'housing:BETTER_LATER' })).toBe('unchanged')
  })

  test.each([
    ['took back', { hasNoReason: true }, null],
    ['corrected', { noReferralReason: 'WAIT_TOO_LONG' }, 'WAIT_TOO_LONG']
  ])('does not overrule the reason of a file that staff %s', async (_, corrected, reason) => {
    const row = await taken(assessed)
    await imports.staff(row, 'correctReconnectEpisode', { reason: 'Read from the wrong line.', needs: [{ id: await housingOf(row), ...corrected }] })

    expect(await outcomeOf(row)).toMatch(refusal('needs_not_referred', byStaff))
    expect(await needs(row)).toMatchObject([{ code: 'housing', reason }, {}])
    expect(await outcomeOf({ ...row, needs_not_referred: reason ? `housing:${reason}` : '' })).toBe('unchanged')
  })

  test.each([
    ['a need that was referred on', { needs_not_referred: 'alcohol:NO_SERVICE' }, 'needs_not_referred', followed],
    ['a need that the row does not name', { needs_not_referred: 'debt:NO_SERVICE' }, 'needs_not_referred', 'names a need that needs does not'],
    ['a need named twice', { needs_not_referred: 'housing:NO_SERVICE;housing:OTHER' }, 'needs_not_referred', 'a need twice'],
    ['an unknown reason', { needs_not_referred: 'housing:BORED' }, 'needs_not_referred.reason', 'is none of'],
    ['no assessment', { assessed_at: '', needs: '' }, 'assessed_at', 'assessed_at is empty'],
    ['a time to come', { needs: 'housing:ACCOMMODATION:IDENTIFIED', needs_reviewed_at: '2026-06-01T09:00:01Z' }, 'needs_reviewed_at', 'future']
  ])('is refused for %s', async (_, changes, column, reason) => {
    expect(await outcomeOf(await imports.row({ ...assessed, ...changes }))).toMatch(refusal(column, `.*${reason}`))
  })
})

describe('the place in which somebody is held', () => {
  test('is a prison, where directory told of it: at the referral, and after a move', async () => {
    await tellFacility(imports, 'LAN3', 'CUSTODY_SUITE')
    await tellFacility(imports, 'HVI', 'PRISON', '2026-04-01')

    expect(await outcomeOf(await imports.row({ facility: 'LAN3' }))).toMatch(refusal('facility', '.*no prison'))
    expect(await outcomeOf(await imports.row({ prison_transfers: 'HVI:2026-04-01' }))).toMatch(refusal('prison_transfers', '.*closed on 1 April 2026'))
    expect(await outcomeOf(await imports.row({ prison_transfers: 'HVI:2026-03-31' }))).toBe('added')
  })
})

describe('the handover at the end of an episode', () => {
  const handover = async (row: EpisodeFields) =>
    (
      await imports.rows<{ handover: string }>('select handover_referral_id as handover from reconnect.episode where id = $1', (await imports.standing(row)).id)
    )[0]
  const idOf = (row: EpisodeFields, key: string) => sourceIdOf('onward-referral', row.source_system ?? '', key)

  test('is taken in with the closing, as the onward referral of that key, and told again changes nothing', async () => {
    const row = await taken({ ...closed, handover_referral_key: 'H1' })

    expect(await handover(row)).toEqual({ handover: idOf(row, 'H1') })
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('follows for an episode that was closed without one, and is brought up to date', async () => {
    const row = await taken(closed)
    expect(await handover(row)).toEqual({ handover: null })

    expect(await outcomeOf({ ...row, handover_referral_key: 'H2' })).toBe('changed')
    expect(await handover(row)).toEqual({ handover: idOf(row, 'H2') })
    expect(await outcomeOf(row)).toBe('unchanged')
    expect((await told(row)).slice(-2)).toEqual(['episode-closed 2026-05-20T09:00:00.000Z', 'episode-closed 2026-05-20T09:00:00.000Z'])
  })

  test('is taken in with the decline too, which leaves no event of a closing', async () => {
    const declined = { accepted_at: '', declined_at: '2026-03-03T09:00:00Z', decline_reason: 'SUITABLE_FOR_ENHANCED_RECONNECT' }
    const row = await taken(declined)

    expect(await outcomeOf({ ...row, handover_referral_key: 'H3' })).toBe('changed')
    expect(await handover(row)).toEqual({ handover: idOf(row, 'H3') })
    expect((await told(row)).map((event) => event.split(' ')[0])).toEqual(['referral-received', 'referral-declined', 'referral-declined'])
  })

  test('stands, so that the reason may not become one of no handover', async () => {
    const row = await taken({ ...closed, handover_referral_key: 'H4' })

    expect(await outcomeOf({ ...row, handover_referral_key: '', closure_reason: 'DISENGAGED' })).toMatch(
      refusal('handover_referral_key', '.*or change the reason')
    )
  })

  test('does not overrule the one that staff named', async () => {
    const row = await taken()
    await imports.staff(row, 'closeReconnectEpisode', {
      ...{ reason: 'TRANSFERRED_TO_SERVICE', handoverReferralId: await tell(imports, await episodeOf(row), 'housing') }
    })
    const now = { ...row, closed_at: '2026-06-01T09:00:00Z', closure_reason: 'TRANSFERRED_TO_SERVICE' }

    expect(await outcomeOf(now)).toBe('unchanged')
    expect(await outcomeOf({ ...now, handover_referral_key: 'H5' })).toMatch(refusal('handover_referral_key', byStaff))
  })

  test('is refused where that referral was sent in another episode', async () => {
    const strayed = await tell(imports, await episodeOf(await taken()), 'housing')
    const row = await imports.row({ ...closed, handover_referral_key: 'H7' })
    await imports.rows('update reconnect.onward_referral set id = $1 where id = $2', idOf(row, 'H7'), strayed)

    expect(await outcomeOf(row)).toMatch(refusal('handover_referral_key', '.*sent in another episode'))
  })

  test.each([
    ['a reason of no handover', { ...closed, closure_reason: 'DISENGAGED' }, 'Leave the referral out, or change the reason'],
    ['an episode that is open', {}, 'both are empty']
  ])('is refused for %s', async (_, changes, reason) => {
    expect(await outcomeOf(await imports.row({ ...changes, handover_referral_key: 'H6' }))).toMatch(refusal('handover_referral_key', `.*${reason}`))
  })
})

describe('why a referral was declined', () => {
  const declined = { accepted_at: '', declined_at: '2026-03-03T09:00:00Z', decline_reason: 'NO_HEALTH_NEED' }
  const checked = (healthNeed: string) => ({ eligibility_checked_at: '2026-03-02T16:00:00Z', health_need: healthNeed })

  test('is refused where the row found out otherwise, and taken in where it did not', async () => {
    expect(await outcomeOf(await imports.row({ ...declined, ...checked('YES') }))).toMatch(refusal('decline_reason', '.*A health need is identified'))
    expect(await outcomeOf(await imports.row({ ...declined, ...checked('NOT_KNOWN') }))).toBe('added')
    expect(await outcomeOf(await imports.row(declined))).toBe('added')
  })

  test('is refused where staff found out otherwise', async () => {
    const row = await taken({ accepted_at: '' })
    await imports.staff(row, 'checkReconnectEligibility', { healthNeed: 'YES' })

    expect(await outcomeOf({ ...row, ...declined })).toMatch(refusal('decline_reason', '.*A health need is identified'))
    expect(await outcomeOf({ ...row, ...declined, decline_reason: 'PERSON_DECLINED' })).toBe('changed')
  })
})
