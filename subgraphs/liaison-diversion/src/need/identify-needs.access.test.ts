import { refusesOutsiders, startScreened } from '@throughcare/test/support/liaison-diversion'

describe('who may identify needs', () =>
  refusesOutsiders({ mutation: 'identifyNeeds', input: { needs: [{ needCode: 'housing' }] }, begin: (room) => startScreened(room, { consent: true }) }))
