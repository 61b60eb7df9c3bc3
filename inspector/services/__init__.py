"""The outside world, awaited: SuperOffice, the keyring, files, settings. No Qt."""
