import { stateOf, whyNotClose, whyNotIdentifyNeed, whyNotReceive, whyNotScreen, whyNotThen, whyNotUnseen } from './episode.rules.ts'

const now = new Date('2026-06-01T12:00:00Z')
const receivedAt = new Date('2026-06-01T09:00:00Z')
const referred = { receivedAt, screenedAt: null, notSeenAt: null, closedAt: null }
const screened = { ...referred, screenedAt: new Date('2026-06-01T10:00:00Z') }
const notSeen = { ...referred, notSeenAt: now }
const closed = { ...screened, closedAt: now }
const millisecond = (instant: Date, by: number) => new Date(instant.getTime() + by)

describe('the course of an episode', () => {
  test.each([
    [referred, 'REFERRED'],
    [screened, 'SCREENED'],
    [notSeen, 'NOT_SEEN'],
    [closed, 'CLOSED']
  ])('its state is derived from what happened: %#', (course, state) => {
    expect(stateOf(course)).toBe(state)
  })

  test('a referral may come up to now and not later', () => {
    expect(whyNotReceive(now, now)).toBeNull()
    expect(whyNotReceive(millisecond(now, 1), now)).toContain('future')
  })

  test('a screening may take place from the moment of the referral up to now', () => {
    expect(whyNotScreen(referred, receivedAt, now)).toBeNull()
    expect(whyNotScreen(referred, now, now)).toBeNull()
    expect(whyNotScreen(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotScreen(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('nobody is screened twice in one episode, nor after it was closed, nor once recorded as not seen', () => {
    expect(whyNotScreen(screened, now, now)).toContain('already recorded')
    expect(whyNotScreen(closed, now, now)).toContain('closed')
    expect(whyNotScreen(notSeen, now, now)).toContain('not seen')
  })

  test('only someone who was not screened can be recorded as not seen', () => {
    expect(whyNotUnseen(referred)).toBeNull()
    expect(whyNotUnseen(screened)).toContain('was seen')
    expect(whyNotUnseen(closed)).toContain('closed')
  })

  test('what follows in an episode happens from its referral or screening up to now', () => {
    expect(whyNotThen(referred, receivedAt, now)).toBeNull()
    expect(whyNotThen(referred, millisecond(receivedAt, -1), now)).toContain('before the referral')
    expect(whyNotThen(screened, screened.screenedAt, now)).toBeNull()
    expect(whyNotThen(screened, millisecond(screened.screenedAt, -1), now)).toContain('before the referral or the screening')
    expect(whyNotThen(referred, now, now)).toBeNull()
    expect(whyNotThen(referred, millisecond(now, 1), now)).toContain('future')
  })

  test('needs are identified from the screening until the closing', () => {
    expect(whyNotIdentifyNeed(referred)).toContain('Record the screening first')
    expect(whyNotIdentifyNeed(screened)).toBeNull()
    expect(whyNotIdentifyNeed(closed)).toContain('closed')
  })

  test('an episode closes once, after the person was seen or found not to be seen', () => {
    expect(whyNotClose(referred)).toContain('Record the screening')
    expect(whyNotClose(screened)).toBeNull()
    expect(whyNotClose(notSeen)).toBeNull()
    expect(whyNotClose(closed)).toContain('already closed')
  })
})
