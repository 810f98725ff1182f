"""The review page: a reviewer's desk in the browser, served on this machine alone.

It can do what `gongkai review` does in the terminal, with the same keys: a signature is made by
ssh-keygen, the private key and its passphrase never come into this process or into the page.
"""
