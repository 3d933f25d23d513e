"""What an outing was, in sentences drawn from its facts, and what the group makes of it.

Flows in: the facts of an outing and what was planned. Flows out: findings, remarks, decisions handed down to the next plan.
Nothing here is stored but which question a remark answers: a phone that sends late changes the page by itself.
"""
