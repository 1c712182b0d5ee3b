from wellbeing.incidents.evidence.services.storage import name_of, original_of, working_copy_of

__all__ = ["name_of", "original_of", "working_copy_of"]
