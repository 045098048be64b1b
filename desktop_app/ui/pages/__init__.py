"""The pages of the desk, one class each, built with a UiContext and owning their own work. A
page holds no rule: it asks an action in a lane and shows what comes back."""
