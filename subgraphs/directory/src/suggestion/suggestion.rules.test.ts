import { changesIn, whyNotDecide, whyNotSuggest } from './suggestion.rules.ts'

const standing = {
  ...{ name: 'Hub', status: 'ACTIVE', description: null, minimumAge: 18, maximumAge: null, url: null, email: null, phone: '01632 960001', eligibility: null },
  ...{ applicationProcess: null, alert: null, takesNoFixedAbode: null, takesUnder18: null, takesSex: null, referralRoute: null, needsConsent: null },
  ...{ waitingDays: null, bankHolidays: null, convictionExclusions: ['ARSON'], needCodes: ['housing'], withdrawnAt: null }
}

test('only what differs is a change: a null empties, a list is compared whole', () => {
  const suggested = { name: 'Hub', status: null, phone: null, minimumAge: undefined, convictionExclusions: ['ARSON'], takesNoFixedAbode: false }

  expect(changesIn(suggested, standing)).toEqual({ phone: null, takesNoFixedAbode: false })
})

test.each<[object, object, string | null]>([
  [{}, { phone: null }, null],
  [{}, {}, 'says so already'],
  [{ withdrawnAt: new Date() }, { phone: null }, 'no longer lists it'],
  [{}, { minimumAge: 121 }, 'from 0 to 120'],
  [{}, { maximumAge: 17 }, 'above the oldest'],
  [{}, { name: ' ' }, 'needs a name']
])('an entry %j, changes %j: %s', (changed, changes, fault) => {
  expect(whyNotSuggest({ ...standing, ...changed }, changes)).toEqual(fault === null ? null : expect.stringContaining(fault))
})

test.each<['PENDING' | 'ACCEPTED' | 'DECLINED', { accept: boolean; reason?: string }, string | null]>([
  ['PENDING', { accept: true }, null],
  ['PENDING', { accept: false, reason: 'Rang: it is right.' }, null],
  ['PENDING', { accept: false, reason: ' ' }, 'Say why'],
  ['ACCEPTED', { accept: true }, 'accepted already'],
  ['DECLINED', { accept: true }, 'declined already']
])('%s, %j: %s', (state, decision, fault) => {
  expect(whyNotDecide({ state }, decision)).toEqual(fault === null ? null : expect.stringContaining(fault))
})
