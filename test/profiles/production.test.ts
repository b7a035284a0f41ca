// Which names mark a profile as production.
import { describe, expect, test } from 'vitest';
import { looksLikeProduction } from '../../source/profiles/production.ts';

describe('a name that says production', () => {
  test.each([
    'prod',
    'PROD',
    'acme-prod',
    'prod_eu',
    'acme.prd.2',
    'prod2',
    'Production',
    'acmeProd',
    'Acme Production (EU)',
    'non-stop-prod',
  ])('%s', name => {
    expect(looksLikeProduction(name, {})).toBe(true);
  });

  test.each([
    'dev',
    'product',
    'products-team',
    'reproduction',
    'preprod',
    'pre-prod',
    'non_prod',
    'NotProd',
    '',
    '生产',
  ])('not %j', name => {
    expect(looksLikeProduction(name, {})).toBe(false);
  });

  test('of the workspace counts too', () => {
    expect(looksLikeProduction('acme', { workspaceName: 'Acme Production' })).toBe(true);
    expect(looksLikeProduction('acme', { workspaceHandle: 'acme-prod' })).toBe(true);
    expect(looksLikeProduction('acme', { workspaceName: null })).toBe(false);
  });
});
