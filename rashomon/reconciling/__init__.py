"""Claims of many reports -> disputes, copies, utterances, control, figures."""
