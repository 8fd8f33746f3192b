"""What people write for a link or a skill, and for none."""

NO = ("-", "–", "—", "no", "否")
YES = {"x": "1", "yes": "1", "✓": "1", "是": "1"}
