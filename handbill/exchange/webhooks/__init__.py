"""Another programme of the group is told what happened: kinds, ids, moments and counts; never a person (docs/webhooks.md)."""
