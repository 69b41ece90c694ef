/// The parts of the manual that no table holds.
enum ManualText {
  static let description = """
    HookConsole shows the webhooks of an API: what was sent, when, how the endpoint responded, and \
    why it stopped. Without a command it opens the console; with no connection configured it opens \
    on a sandbox of its own, a small server with the same API that really delivers.
    Data goes to standard output, all else to standard error. Colours are used on terminals only.
    """

  static let connection = """
    A command takes the server, the employer and the key from its options; else from the profile \
    that --profile names; else from the environment; else from the default profile of the \
    configuration file. The key never stands in the arguments, and a profile's key goes to the \
    profile's own server only. It is sent over https, and over http to the loopback.
    """

  static let environment = [
    ("HOOKCONSOLE_URL", "the server (default: https://api.staffology.co.uk)"),
    ("HOOKCONSOLE_EMPLOYER", "the ID of the employer"),
    ("HOOKCONSOLE_API_KEY", "the API key"),
    ("HOOKCONSOLE_SECRET", "the secret that signs what is sent and forwarded"),
    ("HOOKCONSOLE_THEME", "the theme of the console"),
    ("EDITOR, PAGER", "programs that the console opens payloads with"),
    ("SSL_CERT_FILE, SSL_CERT_DIR", "certificates to trust in place of the system's"),
    ("COLORFGBG", "whether the background is dark or light, if the terminal does not say it"),
    ("NO_COLOR", "if set, no colours are used"),
    ("XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME", "where the files below are"),
  ]

  static let files = [
    (
      "~/.config/hookconsole/config.json",
      "profiles, the default one, the theme and the keys of the console: {\"profiles\": {\"NAME\": "
        + "{\"url\": \"…\", \"employer\": \"…\", \"apiKeyCommand\": [\"pass\", \"show\", \"x\"]}}, "
        + "\"default\": \"NAME\"}. apiKeyFile or apiKeyEnv can replace apiKeyCommand."
    ),
    ("~/.local/share/hookconsole/sandbox.sqlite", "the data of hookconsole sandbox"),
    (
      "~/.local/state/hookconsole/tail-*.json",
      "where hookconsole tail stopped: times and ids, no payloads"
    ),
  ]

  static let examples = [
    (
      "See what failed within the last day, whole, for another program:",
      "hookconsole deliveries --code 5xx,none --since 1d --json"
    ),
    (
      "Forward new deliveries to a program on this machine:",
      "hookconsole tail --forward http://127.0.0.1:3000/hooks"
    ),
    (
      "See what happens to a webhook whose endpoint responds 410:",
      "hookconsole receiver --status 200,410"
    ),
  ]
}
