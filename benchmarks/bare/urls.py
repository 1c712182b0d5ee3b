from django.urls import path

from benchmarks.bare.views import put, who
from wellbeing.urls import urlpatterns as product

urlpatterns = [*product, path("bare/who", who), path("bare/<uuid:id>", put)]
