import { whyNotProvider, whyNotService } from './known-service.rules.ts'

const service = { organisation: 'PROVIDER', isGone: false }

describe('somebody is referred into a service, or told of it', () => {
  test.each([
    ['one that the directory has', { service, isAnyTold: true }, null],
    ['one that is gone', { service: { ...service, isGone: true }, isAnyTold: true }, 'has ended'],
    ['one that the directory does not have', { service: undefined, isAnyTold: true }, 'no such service'],
    ['any, while the directory told of none', { service: undefined, isAnyTold: false }, null]
  ])('%s', (_, told, expected) => {
    expect(whyNotService(told)).toEqual(expected === null ? null : expect.stringContaining(expected))
  })
})

describe('a referral opens to the staff of the organisation', () => {
  test.each([
    ['that provides the service', { service, isAnyTold: true }, 'PROVIDER', true],
    ['that the directory does not name for it', { service, isAnyTold: true }, 'ANOTHER', false],
    ['that is given, where the directory names none', { service: { ...service, organisation: null }, isAnyTold: true }, 'ANOTHER', true],
    ['that is given, where nothing was told of the service', { service: undefined, isAnyTold: false }, 'ANOTHER', true]
  ])('%s', (_, told, organisation, isOpened) => {
    expect(whyNotProvider(told, organisation)).toEqual(isOpened ? null : expect.stringContaining('another organisation'))
  })
})
