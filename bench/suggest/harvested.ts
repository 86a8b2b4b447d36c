/** Public sites whose redirects are lists that people wrote page by page, each at the commit it was looked through at. */
export interface HarvestedSite {
  readonly repository: string;
  readonly commit: string;
  /** Names of the site that its configuration does not tell. */
  readonly hosts?: readonly string[];
}

export const harvested: readonly HarvestedSite[] = [
  { repository: '18F/18f.gsa.gov', commit: '0a55c75e6d9bc71c80136a3867dac52356177443', hosts: ['18f.gsa.gov'] },
  { repository: 'babel/website', commit: 'b4753209310b5b1a6c6a27014ff50a2283e09327' },
  { repository: 'besu-eth/besu-docs', commit: '1f416bb1138b01297f0b63e908e4e8ed6b524ecd' },
  { repository: 'canonical/ubuntu-server-documentation', commit: '89b7ab76e60d9f17f730cecd10fd280a856384cc' },
  { repository: 'cloud-gov/cg-site', commit: '536b459f25dc541450f8b02675b32584196a05fd' },
  {
    repository: 'couchbase/docs-server',
    commit: '45f51c5d9dcdc243280e28b295a0416950150f90',
    hosts: ['docs.couchbase.com'],
  },
  { repository: 'cypress-io/cypress-documentation', commit: '4df0c75e373515c33269176d556219950487e085' },
  { repository: 'dapr/docs', commit: '0748da594aae03529034fd4aa1d10d96199df0c1' },
  { repository: 'Dasharo/docs', commit: '8d3f97d9c4674e07aa5ed31afcb8b994213941be' },
  {
    repository: 'department-of-veterans-affairs/vets-design-system-documentation',
    commit: '8458a208056cb372cafa645d1d2320a70dbeb881',
  },
  { repository: 'facebook/react-native-website', commit: '2f3a5ac1cd665031313d115e8c940a22a58332e6' },
  { repository: 'falcosecurity/falco-website', commit: 'c47da4cbdcc014c44ddbefc26b4aab97431bb1b4' },
  { repository: 'fluxcd/website', commit: '6da0f383c3348b92f94ae5a90c4d2b59ec0144e8', hosts: ['fluxcd.io'] },
  { repository: 'GSA/digitalgov.gov', commit: '4979583206d90ff1707b097454a9b169ca9e95e4' },
  { repository: 'helm/helm-www', commit: '227f41447a683545325e87aedf10c67096d11004', hosts: ['helm.sh'] },
  { repository: 'home-assistant/developers.home-assistant', commit: '186ad063987c56ccdbbc2145bb262d877eb15976' },
  { repository: 'influxdata/docs-v2', commit: '79332006271f9d416c054e22c1433f0a26c49c41' },
  { repository: 'ionic-team/ionic-docs', commit: 'b3a1b9200febba4be05b9a9f0d15d3b7d32b627a' },
  { repository: 'jaegertracing/documentation', commit: 'd9251ffa7b4b1891ce81cb6cf395b81cbde8255e' },
  { repository: 'jupyterhub/jupyterhub', commit: '2841153db6c1c25d8b50955e2f4b39f78f3d0119' },
  { repository: 'kubeflow/website', commit: '476e4c1080e00cc08bb76b3a52b28014a8aa9477', hosts: ['kubeflow.org'] },
  {
    repository: 'kubernetes-sigs/gateway-api',
    commit: '4564255ac2c35d582249b3cdf261bdf51c8bca32',
    hosts: ['gateway-api.sigs.k8s.io'],
  },
  { repository: 'kyverno/website', commit: '7c0814a5ca77662ea9aaa33c6ee7434865409c07', hosts: ['kyverno.io'] },
  {
    repository: 'MicrosoftDocs/cpp-docs',
    commit: 'a2e592a8fc391b6aff8d1323f5b58696abdc5d57',
    hosts: ['learn.microsoft.com'],
  },
  {
    repository: 'MicrosoftDocs/windows-driver-docs',
    commit: '825aa15f476fc33a3e80abd3db387b025771f6f8',
    hosts: ['learn.microsoft.com'],
  },
  { repository: 'multiversx/mx-docs', commit: '6d4d48e4ce23c84cefbbe0a0f6cc7a4322c0e03f' },
  {
    repository: 'NuGet/docs.microsoft.com-nuget',
    commit: '2b52d770c577cf48b902dc176bdd3941a811d9d2',
    hosts: ['learn.microsoft.com'],
  },
  { repository: 'opensearch-project/documentation-website', commit: 'cf95a341c9b617c96ca8773b258512a18b93ab6b' },
  { repository: 'ory/docs', commit: '378ce260155b907bc21f4dfd84a475adaa689c89' },
  { repository: 'PrefectHQ/prefect', commit: 'ce79dd3d6cfa2b7337265498210dbc4d25bcdc98', hosts: ['docs.prefect.io'] },
  { repository: 'pydantic/pydantic', commit: '2151025aa51263f3016502b00010b78e4481eaa1', hosts: ['docs.pydantic.dev'] },
  { repository: 'reactjs/legacy.reactjs.org', commit: '075d4170f2af03115d16507f1a61e5d3a5d78702' },
  { repository: 'reactjs/react.dev', commit: '12d692da47e77cdc558b928fcfbaf4e71c6d0cec' },
  { repository: 'redis/docs', commit: '63f31f69985905d997fa5b0c02e1559b5d04c8b2', hosts: ['redis.io'] },
  { repository: 'reduxjs/redux', commit: '3084fc33bb23ab4cab4796172eafe342da4e73d9' },
  { repository: 'tauri-apps/tauri-docs', commit: 'e1c39c6ef06b936f70e977d53c60fcf329ec3702' },
  { repository: 'tigera/docs', commit: 'f2a2762432b54f20274d42c67bfa828d82872498' },
  { repository: 'traefik/traefik', commit: 'fd5a576df2e8aeb0bfc8a96b6ef6e60a61f7ec0a' },
  { repository: 'uswds/uswds-site', commit: '284e0976332d4e958ac1baf986180276dd4cbbcb' },
  { repository: 'w3c/wai-website', commit: '0d8991232a2ab20e80cc706533923ddf1d1dcf62' },
];
