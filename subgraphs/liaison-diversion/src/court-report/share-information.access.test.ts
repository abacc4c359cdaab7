import { refusesOutsiders } from '@throughcare/test/support/liaison-diversion'

const override = { condition: 'SAFEGUARDING', reason: 'A child is at risk.' }

describe('who may record that something was shared', () =>
  refusesOutsiders({ mutation: 'shareInformation', input: { recipient: 'POLICE', purpose: 'CHARGING', contents: 'Needs medication.', override } }))
