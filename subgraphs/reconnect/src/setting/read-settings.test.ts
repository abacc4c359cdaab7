import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { readSettings } from './read-settings.ts'
import { standardSettings } from './setting.rules.ts'

describe('the settings of a deployment', () => {
  test('stand as the service has them where nothing is said, whatever else the environment holds', () => {
    expect(readSettings({ PORT: '4000', RECONNECT_PORT: 'tcp://10.0.0.1' })).toEqual(standardSettings)
    expect(standardSettings).toMatchObject({
      ...{ referralDaysBeforeRelease: 84, referralDaysAfterRelease: 28, firstContactDays: 2, firstContactAtTheLatestDays: 7, gpRegistrationDays: 28 },
      ...{ firstReviewDays: 28, secondReviewDays: 84, thirdReviewDays: 182, ownPrisons: ['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI'] }
    })
  })

  test('are what the deployment says, each by its own option', () => {
    const said = readSettings({
      RECONNECT_FIRST_CONTACT_DAYS: '1',
      RECONNECT_REFERRAL_DAYS_BEFORE_RELEASE: '0',
      RECONNECT_THIRD_REVIEW_DAYS: '366',
      RECONNECT_NEAR_THE_END_MONTHS_AFTER_RELEASE: '6',
      RECONNECT_PRISONS: 'PNI, LFI',
      RECONNECT_CUSTODY_TAKEN_ON: 'SENTENCED,REMAND'
    })

    expect(said).toEqual({
      ...standardSettings,
      ...{ firstContactDays: 1, referralDaysBeforeRelease: 0, thirdReviewDays: 366, nearTheEndMonthsAfterRelease: 6 },
      ...{ ownPrisons: ['PNI', 'LFI'], custodyTakenOn: ['SENTENCED', 'REMAND'] }
    })
  })

  test.each([
    ['RECONNECT_FIRST_CONTACT_DAYS', '', 'whole number of days from 0 to 366'],
    ['RECONNECT_FIRST_CONTACT_DAYS', 'two', 'whole number of days from 0 to 366'],
    ['RECONNECT_FIRST_CONTACT_DAYS', '1.5', 'whole number of days from 0 to 366'],
    ['RECONNECT_FIRST_CONTACT_DAYS', '-1', 'whole number of days from 0 to 366'],
    ['RECONNECT_GP_REGISTRATION_DAYS', '367', 'whole number of days from 0 to 366'],
    ['RECONNECT_NEAR_THE_END_MONTHS_AFTER_RELEASE', '0', 'whole number of months from 1 to 6'],
    ['RECONNECT_NEAR_THE_END_MONTHS_AFTER_RELEASE', '7', 'whole number of months from 1 to 6'],
    ['RECONNECT_FIRST_CONTACT_DAYS', '8', 'must not be more than RECONNECT_FIRST_CONTACT_AT_THE_LATEST_DAYS'],
    ['RECONNECT_FIRST_REVIEW_DAYS', '85', 'must not be more than RECONNECT_SECOND_REVIEW_DAYS'],
    ['RECONNECT_SECOND_REVIEW_DAYS', '183', 'must not be more than RECONNECT_THIRD_REVIEW_DAYS'],
    ['RECONNECT_PRISONS', '', 'NOMIS ids'],
    ['RECONNECT_PRISONS', 'PNI,PNI', 'NOMIS ids of prisons, each once'],
    ['RECONNECT_PRISONS', 'Preston', 'NOMIS ids'],
    ['RECONNECT_CUSTODY_TAKEN_ON', 'SENTENCED,PAROLE', 'one or more of SENTENCED, REMAND, RELEASED_FROM_COURT, TEMPORARY_RELEASE'],
    ['RECONNECT_CUSTODY_TAKEN_ON', 'REMAND,REMAND', 'each once']
  ])('%s=%s stops the start with the name of the option, and no value', (option, value, fault) => {
    const read = () => readSettings({ [option]: value })

    expect(read).toThrow(`${option}: `)
    expect(read).toThrow(fault)
    if (value.length > 2) expect(read).not.toThrow(`"${value}"`)
  })

  test('what is first may be due on the day of what is next', () => {
    expect(readSettings({ RECONNECT_FIRST_CONTACT_DAYS: '7', RECONNECT_FIRST_REVIEW_DAYS: '84', RECONNECT_SECOND_REVIEW_DAYS: '182' })).toMatchObject({
      ...{ firstContactDays: 7, firstReviewDays: 84, secondReviewDays: 182 }
    })
  })
})

test('a room that is started with a wrong setting says so in a sentence and ends with 2', () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url))
  const { PATH } = process.env
  const { status, stderr } = spawnSync(process.execPath, [main], { env: { PATH, RECONNECT_FIRST_CONTACT_DAYS: 'soon' }, encoding: 'utf8' })

  expect([status, stderr]).toEqual([
    2,
    'reconnect: These settings are missing or wrong:\n  RECONNECT_FIRST_CONTACT_DAYS: must be a whole number of days from 0 to 366\n'
  ])
})
