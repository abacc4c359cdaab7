import { room } from '@throughcare/reconnect'
import { openEpisodeImports, type EpisodeFields, type EpisodeImports } from '@throughcare/test/support/episode-imports'
import { openReconnect } from '@throughcare/test/support/reconnect'

const planned = { planned_releases: '2026-05-20:FIRST_KNOWN', gate_meeting_at: '2026-05-20T08:00:00Z' }
const first = { facility: 'PNI', source: 'SELF', referred_at: '2026-03-02T15:15:00Z', accepted_at: '2026-03-03T09:00:00Z', ...planned }

let imports: EpisodeImports
beforeAll(async () => void (imports = await openEpisodeImports(await openReconnect(), room, { service: 'RECONNECT', first })))
beforeEach(() => imports.at('2026-06-01T09:00:00Z'))
afterAll(() => imports.close())

const outcomeOf = async (row: EpisodeFields) => {
  const { report, rejected } = await imports.take(row)
  return rejected[0] ?? (report.changed ? 'changed' : report.added ? 'added' : 'unchanged')
}
const meeting = async (row: EpisodeFields) => {
  const { gate_meeting_at: at, gate_meeting_moved_from: from } = await imports.standing(row)
  return [at, from].map((instant) => (instant as Date | null)?.toISOString() ?? null)
}
const out = { released_on: '2026-05-18' }

describe('a release that a file tells on another day than the meeting at the gate', () => {
  test('takes the meeting with it, and the same file once more changes nothing', async () => {
    const row = await imports.row(out)

    expect(await outcomeOf(row)).toBe('added')
    expect(await meeting(row)).toEqual(['2026-05-18T08:00:00.000Z', '2026-05-20T08:00:00.000Z'])
    expect(await outcomeOf(row)).toBe('unchanged')
  })

  test('takes a meeting along that stands, planned by the source or by staff', async () => {
    const [ours, staffs] = [await imports.row(), await imports.row({ gate_meeting_at: '' })]
    await imports.take(ours, staffs)
    await imports.staff(staffs, 'planGateMeeting', { meetAt: '2026-05-20T08:00:00Z' })

    for (const row of [ours, staffs]) {
      expect(await outcomeOf({ ...row, ...out })).toBe('changed')
      expect(await meeting(row)).toEqual(['2026-05-18T08:00:00.000Z', '2026-05-20T08:00:00.000Z'])
      expect(await outcomeOf({ ...row, ...out })).toBe('unchanged')
    }
  })

  test('is refused where the person was met there on the other day', async () => {
    const met = await imports.row({ released_on: '2026-05-20', gate_meeting_outcome: 'MET' })

    expect(await outcomeOf({ ...met, ...out })).toContain('2,gate_meeting_outcome,"Nobody is met at the gate but on the day of their release')
    expect(await outcomeOf(met)).toBe('added')
    expect(await outcomeOf({ ...met, ...out, gate_meeting_at: '', gate_meeting_outcome: '' })).toContain('2,released_on,"Nobody is met at the gate')
  })
})

describe('a meeting at the gate that fell through', () => {
  const off = { gate_meeting_outcome: 'PERSON_NOT_THERE' }
  const anew = { planned_releases: `${planned.planned_releases};2026-06-03:OTHER`, gate_meeting_at: '2026-06-03T08:00:00Z' }
  const outcomes = async (row: EpisodeFields) => {
    const told = (await imports.events(row)).filter(({ type }) => type === 'reconnect.gate-meeting-recorded')
    return [(await imports.standing(row)).gate_meeting_outcome, ...told.map(({ payload }) => payload.outcome)]
  }

  test('is planned anew by the source that tells of another day, whoever said that it fell through', async () => {
    const [ours, staffs] = [await imports.row(off), await imports.row()]
    await imports.take(ours, staffs)
    await imports.staff(staffs, 'recordGateMeeting', { outcome: 'PERSON_NOT_THERE' })

    for (const row of [ours, staffs]) {
      expect(await outcomeOf({ ...row, ...anew, gate_meeting_outcome: '' })).toBe('changed')
      expect(await meeting(row)).toEqual(['2026-06-03T08:00:00.000Z', null])
      expect(await outcomes(row)).toEqual([null, 'PERSON_NOT_THERE'])
      expect(await outcomeOf({ ...row, ...anew, gate_meeting_outcome: 'CANCELLED_BY_SERVICE' })).toBe('changed')
      expect(await outcomes(row)).toEqual(['CANCELLED_BY_SERVICE', 'PERSON_NOT_THERE', 'CANCELLED_BY_SERVICE'])
    }
  })

  test('keeps its outcome where the source no longer tells it, of that day', async () => {
    const row = await imports.row(off)
    await imports.take(row)

    expect(await outcomeOf({ ...row, gate_meeting_outcome: '', gate_meeting_at: '2026-05-20T08:30:00Z' })).toBe('changed')
    expect(await outcomes(row)).toEqual(['PERSON_NOT_THERE', 'PERSON_NOT_THERE'])
  })

  test.each(['2026-05-20T08:00:00Z', '2026-05-20T10:00:00Z'])(
    'and that staff planned again, for %s, is not undone by a row that still tells the old one',
    async (meetAt) => {
      const row = await imports.row(off)
      await imports.take(row)
      await imports.staff(row, 'planGateMeeting', { meetAt })

      expect(await outcomeOf(row)).toContain('Staff have recorded this differently')
      expect(await meeting(row)).toEqual([new Date(meetAt).toISOString(), null])
      expect(await outcomes(row)).toEqual([null, 'PERSON_NOT_THERE'])
    }
  )

  test('is told anew where the source says otherwise of it', async () => {
    const row = await imports.row(off)
    await imports.take(row)

    expect(await outcomeOf({ ...row, gate_meeting_outcome: 'CANCELLED_BY_SERVICE' })).toBe('changed')
    expect((await imports.events(row)).slice(-2)).toMatchObject([
      { type: 'reconnect.step-withdrawn', payload: { step: 'gate-meeting-recorded' } },
      { type: 'reconnect.gate-meeting-recorded', payload: { outcome: 'CANCELLED_BY_SERVICE' } }
    ])
  })
})

test('a file tells no temporary release after the release, in one row or in two', async () => {
  const row = await imports.row({ gate_meeting_at: '', temporarily_released_on: '2026-05-19' })
  const later = '2,released_on,"A temporary release after that day is recorded.'

  expect(await outcomeOf({ ...row, ...out })).toContain(later)
  expect(await outcomeOf(row)).toBe('added')
  expect(await outcomeOf({ ...row, ...out })).toContain(later)
  expect(await outcomeOf({ ...row, released_on: '2026-05-19' })).toBe('changed')
  expect(await outcomeOf({ ...row, released_on: '2026-05-19', temporarily_released_on: '2026-05-20' })).toContain(later)
})

test.each([
  [{ planned_releases: '2026-05-20:PERHAPS' }, '2,planned_releases,"planned_releases.reason is none of'],
  [{ planned_releases: '2026-05-20' }, '2,planned_releases,"planned_releases.reason is empty'],
  [{ planned_releases: ':FIRST_KNOWN' }, '2,planned_releases,"planned_releases.day is empty'],
  [{ goals: 'housing' }, '2,goals,"goals.status is empty'],
  [{ goals: 'housing:DONE' }, '2,goals,"goals.status is none of']
])('a refusal names the part of a column as --help does: %j', async (changes, refusal) => {
  expect(await outcomeOf(await imports.row({ gate_meeting_at: '', ...changes }))).toContain(refusal)
})

test('a release that a file tells anew is refused where it would not go with what staff recorded since', async () => {
  const row = await imports.row({ gate_meeting_at: '', ...out })
  await imports.take(row)
  await imports.staff(row, 'recordMilestone', { milestone: 'STARTED_TREATMENT', on: '2026-05-19' })

  expect(await outcomeOf({ ...row, released_on: '2026-05-20' })).toContain('2,released_on,"Treatment in the community starts after the release')
  expect(await outcomeOf({ ...row, released_on: '2026-05-19' })).toBe('changed')
})
